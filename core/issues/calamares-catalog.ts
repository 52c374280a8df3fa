// SPDX-License-Identifier: Apache-2.0
/** English words for what Calamares asks and an install cannot do; see catalog.ts for the form. */
export const calamaresCatalog = {
  'calamares-unreadable': [
    'This is not the global storage of Calamares: {message}.',
    'Give the JSON object that its jobs see.',
  ],
  'calamares-unmapped': [
    'Calamares was asked for {what}, and an atomic install cannot do that.',
    'Leave it out, or switch it off in {file}.',
  ],
  'calamares-no-root': [
    'No partition was chosen for the system.',
    'Give one partition the mount point "/" on the partition page.',
  ],
  'calamares-not-mounted': [
    'Calamares has mounted no new system.',
    'Put its job "mount" before particleos-install, and "umount" behind particleos-finish.',
  ],
  'calamares-encryption-mounted': [
    'Encryption was chosen, and the system would go into what Calamares has mounted.',
    'Choose to erase the disk, with `layout: plan` in particleos-install.conf; or leave the encryption out.',
  ],
  'calamares-no-recovery-key': [
    'Encryption was chosen, and nothing says where the recovery key of the disk goes.',
    'Set recoveryKey in particleos-check.conf and particleos-install.conf, or switch encryption off in partition.conf.',
  ],
  'calamares-disk-unknown': [
    'The partition {device} is on no disk that was found here. Disks found: {found}.',
    'Restart Calamares, so that it looks at the disks again.',
  ],
  'calamares-disk-nameless': [
    'The disk {device} tells no serial number, no WWN and no by-id name, and it is not the only one.',
    'Unplug the other disks: it cannot be told from them with certainty.',
  ],
  'calamares-boot-loader': [
    'The boot loader goes to {disk}, the disk of the system; the list on the partition page had: {place}.',
    'Let the firmware start from that disk.',
  ],
  'calamares-several-disks': [
    'Calamares has made partitions on two disks, {device} and {other}, and one was chosen.',
    'Start Calamares again and choose the disk anew: what was laid out by hand before was not taken back.',
  ],
  'calamares-password-lost': [
    'Calamares cannot hand over every character of the password.',
    'Choose one without signs such as "€", "…", "→" or "™", and without "Ġ" at its beginning.',
  ],
  'calamares-disk-unfit': [
    '{disk} cannot be installed on like this: {why}',
    'Choose another disk; this one would be refused after the partition page has written to it.',
  ],
  'calamares-image-unknown': [
    'The image "{id}" is not in the catalogue. There: {found}.',
    'Choose one of these.',
  ],
  'calamares-file-system': [
    'The file system at {mount} will be {made}, not {fs}.',
    'Nothing to do: the loader reads it.',
  ],
  'calamares-formats': [
    'Numbers and dates will follow the language {locale}, not {formats}.',
    'Change it on the installed system with `localectl`, if you mind.',
  ],
  'calamares-second-layout': [
    'The installed system gets the keyboard layout {layout} without {second} beside it.',
    'Add it on the installed system with `localectl`, if you need it.',
  ],
} as const satisfies Record<string, readonly [sentence: string, advice: string]>;
