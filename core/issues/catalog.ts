// SPDX-License-Identifier: Apache-2.0
import { accountCatalog } from './account-catalog.ts';
import { bootcCatalog } from './bootc-catalog.ts';
import { calamaresCatalog } from './calamares-catalog.ts';
import { encryptionCatalog } from './encryption-catalog.ts';
import { resumeCatalog } from './resume-catalog.ts';
import { serviceCatalog } from './service-catalog.ts';
import { storageCatalog } from './storage-catalog.ts';

/**
 * English words for each code: what is wrong, and what to do. `{name}` is replaced by params.name;
 * a part in [brackets] is left out when one of its params is not given or empty.
 */
export const catalog = {
  ...accountCatalog,
  ...bootcCatalog,
  ...calamaresCatalog,
  ...encryptionCatalog,
  ...resumeCatalog,
  ...serviceCatalog,
  ...storageCatalog,
  'verb-unknown': ['The service has no "{verb}".', 'Use a face of the same version as the service.'],
  'message-malformed': [
    'The service cannot read this message: {message}.',
    'Use a face of the same version as the service.',
  ],
  'message-too-large': ['The message is larger than {limitBytes}.', 'Shorten the answer file.'],
  'service-failed': [
    'The service failed at "{verb}"; this is a fault of the installer.',
    'Try again; `particleos-installer logs` has the cause.',
  ],
  'yaml-syntax': [
    'The file is not valid YAML: {message}.',
    'Mend the line shown; strings with a colon need quotes.',
  ],
  'file-unreadable': [
    'The answer file {file} cannot be read: {message}.',
    'Check its name and its permissions.',
  ],
  'unknown-key': ['"{key}" is not a known setting.[ Did you mean "{suggestion}"?]', 'Known here: {known}.'],
  'missing-key': ['"{key}" is missing.', 'Add it; `particleos-installer schema` prints the whole format.'],
  'duplicate-key': ['"{key}" is set twice.', 'Keep one of them.'],
  'choose-one': ['"{key}" needs exactly one of {known}; found: {found}.', 'Give exactly one of them.'],
  'wrong-type': ['Here {expected} is needed, {found} was found.', 'Write {expected}.'],
  'yaml-unsupported': [
    'The YAML feature "{what}" is not allowed in an answer file.',
    'Write the value itself; anchors, aliases and special tags are not read.',
  ],
  'several-documents': [
    'The file holds more than one YAML document.',
    'Keep one; remove the "---" line and what does not belong.',
  ],
  'issues-left-out': ['{count} more problems were found.', 'Mend the ones shown first.'],
  'bad-value': ['"{value}" does not fit: {message}.', 'Change the value.'],
  'version-unsupported': [
    'This file says version {value}; this installer reads version 1.',
    'Use `version: 1`.',
  ],
  'duplicate-user': ['The user name "{name}" is used twice.', 'Give every user a name of its own.'],
  'user-reserved': ['"{name}" is a name the system uses itself.', 'Choose another user name.'],
  'user-name-malformed': [
    '"{name}" cannot be a user name.',
    'Use a small letter first, then small letters, digits, "-" or "_", at most 32 characters.',
  ],
  'user-no-login': [
    'Nobody could log in: no user has a password or an SSH key.',
    'Give a user passwordHash, passwordSecret or sshKeys.',
  ],
  'user-no-admin': ['No user may administer the system.', 'Add `sudo: true` to one user if someone should.'],
  'user-two-passwords': ['User "{name}" has both passwordHash and passwordSecret.', 'Keep one of them.'],
  'group-unknown': [
    'The group "{name}" is not among the usual ones of the image.',
    'The install fails before "done" when it does not exist.',
  ],
  'bootc-loader': [
    'bootc manages this system, and its loader is not ours to renew.',
    'Use `bootupctl update` or `bootctl update`, whichever the image has.',
  ],
  'loader-older': [
    'The running system would bring back an older {file} ({what}).',
    'Keep the newer one, or update the system first: the older one may be refused under Secure Boot.',
  ],
  'secret-missing': [
    'The secret "{name}" was not given.',
    'Pass it with --secret {name}=FILE or on a file descriptor.',
  ],
  'bootc-not-in-image': [
    'The image carries no bootc, and this live system has none that could install it.',
    'Choose an image with bootc in it, an ISO built with a bootc package, or `engine: ostree`.',
  ],
  'bootc-not-here': [
    'This live system has no bootc.',
    'Leave `carrier` out, or start an ISO that was built with a bootc package.',
  ],
  'podman-missing': [
    'The bootc of the image is run by podman, and this live system has no podman.',
    'Start an ISO that was built with podman, or with a bootc package of its own.',
  ],
  'image-lacks': ['The image lacks {what}: {effect}.', 'Choose another image, or tell whoever made it.'],
  'image-several-kernels': [
    'The image has several kernels ({versions}); bootc installs an image with exactly one.',
    'Choose another image, or tell whoever made it.',
  ],
  'live-lacks': [
    'This live system lacks {what}: {effect}.',
    'Leave `carrier` out, or start an ISO that was built with a bootc package.',
  ],
  'secure-boot-unsigned': [
    'Secure Boot is on, and {whose} brings no shim with a signed {loader}: the disk would not start.',
    'Choose an image with signed loaders (Debian: shim-signed and systemd-boot-efi-amd64-signed), or switch Secure Boot off in the firmware.',
  ],
  'image-other-loader': [
    'The image asks for the boot loader "{loader}", which is not set up here.',
    'Choose an image that starts by systemd-boot, or by GRUB from bootupd.',
  ],
  'root-by-discovery': [
    'The kernel will not be told where its root is; the image must find it by its partition type.',
    'Leave `verb` out if you do not know that this image can: images of Debian often cannot.',
  ],
  'file-system-verity': [
    'The image asks for fs-verity, which {rootFileSystem} does not have.',
    'Use ext4 or btrfs.',
  ],
  'uki-kernel-arguments': [
    'The image starts by a unified kernel image, which takes no further kernel arguments: {arguments}.',
    'Leave kernelArguments, a keyboard other than "us" and the serial console out, or choose another image.',
  ],
  'image-selinux': [
    'The image has an SELinux policy, and this live system runs without SELinux: its files would get no labels.',
    'Choose another image, or a live system with SELinux.',
  ],
  'image-encryption-only': [
    'The image allows encrypted roots only ({block}), which cannot be made here yet.',
    'Choose another image; nothing is installed without the encryption it asks for.',
  ],
  'image-prefers-encryption': [
    'The image asks for an encrypted root ({block}) first; it is installed without encryption.',
    'Choose another image if its root must be encrypted.',
  ],
  'install-toml-unknown-key': [
    'The install configuration of the image has keys ({keys}) that bootc stops at, unless it is newer than 1.16.',
    'If the install fails at its install configuration, tell whoever made the image.',
  ],
  'image-no-updater': [
    'The image carries neither bootc nor particleos-system: what is installed cannot be updated.',
    'Choose another image if it should be.',
  ],
  'bootc-way': [
    'bootc cannot be called like this ({verb}, carrier {carrier}): {why}.',
    'Leave `verb` out, or use to-filesystem.',
  ],
  'image-content-unread': [
    'What is in {source} is not known before it is fetched, so an install by bootc cannot be checked.',
    'Copy it to an OCI directory first: skopeo copy docker://NAME oci:DIRECTORY, and install from oci:DIRECTORY.',
  ],
  'file-system-engine': ['The engine {engine} cannot install on {rootFileSystem}.', 'Use one of: {fitting}.'],
  'disk-none': ['There is no disk to install on.', 'Connect a disk of at least {neededBytes}.'],
  'disk-not-found': ['No disk has {wanted}.', 'Disks found: {found}.'],
  'disk-ambiguous': [
    '{count} disks fit {wanted}: {found}.',
    'Name exactly one by its serial, WWN or by-id name.',
  ],
  'disk-not-only': [
    '"only: true" was asked, but there are {count} disks: {found}.',
    'Name one by its serial, WWN or by-id name.',
  ],
  'disk-too-small': [
    '{disk} has {foundBytes}; {neededBytes} are needed, {missingBytes} more.',
    'Choose a larger disk or a smaller image.',
  ],
  'disk-live-medium': ['{disk} is the medium this live system runs from.', 'Choose another disk.'],
  'disk-read-only': ['{disk} is write-protected.', 'Remove its write protection or choose another disk.'],
  'disk-busy': ['{disk} is in use: {holders}.', 'Unmount or close what is named, then try again.'],
  'disk-unsuitable': ['{disk} cannot be installed on ({reason}).', 'Choose another disk.'],
  'disk-no-identity': [
    '{disk} has no serial number, WWN or by-id name.',
    'It is told apart by its place and size only; check it twice.',
  ],
  'disk-changed': [
    '{disk} is no longer the disk that was planned: {what}.',
    'Nothing was written. Look at the disks again and make a new plan.',
  ],
  'disk-4k-bios': [
    '{disk} has {sectorBytes}-byte sectors, which BIOS firmware cannot boot from.',
    'Use UEFI.',
  ],
  'image-missing': ['No image was named and none is on this medium.', 'Set image.source.'],
  'image-not-found': ['The image {source} cannot be read: {message}.', 'Check the path or the reference.'],
  'image-not-bootable': [
    '{source} is not an image of an operating system that ostree can boot: {reason}.',
    'Use a ParticleOS image (label ostree.bootable or containers.bootc, a kernel under /usr/lib/modules).',
  ],
  'image-wrong-arch': [
    'The image is for {found}, this machine is {expected}.',
    'Choose the image for {expected}.',
  ],
  'image-digest-mismatch': [
    'The image has digest {found}, {expected} was asked for.',
    'Nothing was written. Get the right image, or correct image.digest.',
  ],
  'image-install-toml': [
    'The image tells bootc how to install it in {file}, which cannot be used: {message}.',
    'Choose another image, or tell whoever made it.',
  ],
  'image-damaged': [
    'The image is damaged: {what}.',
    'Nothing was written. Copy or download the image again.',
  ],
  'image-changed': [
    'The image is no longer the one that was checked: its config is {found} instead of {expected}.',
    'Find out what writes to it, then install again.',
  ],
  'image-no-loader': [
    'The image has no boot loader for {firmware} ({missing}).',
    'Choose an image that has it, or another firmware mode.',
  ],
  'image-no-update-ref': [
    'The installed system will not know where updates come from.',
    'Set image.track to a registry reference.',
  ],
  'track-not-registry': [
    'Updates would come from {track}, which must still be there on the installed system.',
    'Set image.track to a registry reference.',
  ],
  'track-pinned': [
    'image.track names a digest, so it never changes and no update will come.',
    'Name a tag instead of the digest.',
  ],
  'image-access-not-kept': [
    'Updates from {track} will not have what this install gets there by: password file, certificates, proxy.',
    'Set image.keepAccess to true to put them into the installed system, or to false if it needs none.',
  ],
  'image-access-unusable': [
    'The access to {registry} cannot be kept: {message}.',
    'Mend what image.authFile and image.certDir name, or set image.keepAccess to false.',
  ],
  'image-unchecked': [
    'The image {source} was not looked into here: {reason}.',
    'It is checked before the first write.',
  ],
  'image-untrusted': [
    'Nobody vouches for this image: no signature was checked.',
    'Set image.signature to the key it is signed with, or image.digest to pin what you trust.',
  ],
  'updates-unsigned': [
    'Updates from {track} will not be checked for signatures.',
    'Set image.signature to the key they are signed with.',
  ],
  'signature-key-unreadable': [
    'The public key {file} cannot be read: {message}.',
    'Check its name and its permissions.',
  ],
  'signature-key-malformed': [
    '{file} is not a public key for signatures: {message}.',
    'Give the .pub file of `cosign generate-key-pair` or `skopeo generate-sigstore-key`.',
  ],
  'policy-unreadable': [
    'The policy {file} cannot be read: {message}.',
    'Check its name and its permissions.',
  ],
  'policy-malformed': [
    'The policy {file} cannot be used[, line {line}]: {message}.',
    'Mend it; containers-policy.json(5) describes the format.',
  ],
  'policy-accepts-anything': [
    'The policy {file} accepts {image} without a signature, so it gives no trust.',
    'Ask for "sigstoreSigned" or "signedBy" there, or use image.signature.publicKey.',
  ],
  'policy-refuses-updates': [
    'The policy {file} refuses every image from {track}, so no update will come.',
    'Add the repository of image.track to the policy.',
  ],
  'policy-rejects': [
    'The policy does not accept {source}: {message}.',
    'Choose another image or mend the policy.',
  ],
  'signature-missing': [
    'The image {source} is not signed.',
    'Sign the manifest {digest} (cosign: sign --recursive, in the older bundle format), or bring its signature into the OCI directory as the tag {tag}.',
  ],
  'signature-wrong-key': [
    'The image {source} is signed, but not with this key.',
    'Ask whoever publishes the image for the right key. Do not install it otherwise.',
  ],
  'signature-identity': [
    'The image {source} is signed under another name: {message}.',
    'Set image.track to the repository it was signed for, or write a policy with remapIdentity.',
  ],
  'signature-other-image': [
    'The signature beside {source} is for another image: {message}.',
    'Nothing was written. Someone may have exchanged the image; get it again.',
  ],
  'signature-transport': [
    'Nothing in {source} can be held to the policy: {transport} carries no signatures.',
    'Use registry:, or an OCI directory with its signature and a policy for the transport "dir".',
  ],
  'signature-unchecked': [
    'The signature of {source} could not be checked: {message}.',
    'Use the live ISO, whose skopeo can; check the network if it is about that.',
  ],
  'registry-unreachable': [
    'The registry of {source} does not answer: {message}.',
    'Check the network, the proxy, the name and image.certDir.',
  ],
  'registry-auth': [
    'The registry of {source} asks for a password.',
    'Set image.authFile to a containers-auth.json file.',
  ],
  'transport-unsupported': [
    'The image transport "{transport}" is not known.',
    'Use oci:, oci-archive:, registry: or containers-storage:.',
  ],
  'duplicate-connection': [
    'The network connection "{name}" is described twice.',
    'Give every connection a name of its own.',
  ],
  'gateway-alone': [
    'The gateway {gateway} has no address of its kind (IPv4 or IPv6) beside it.',
    'Add one to addresses, or leave the gateway out.',
  ],
  'locale-absent': ['The image has no locale "{locale}".', 'It has: {available}.'],
  'locale-unchecked': [
    'The image does not say which locales it has.',
    'The installed system falls back to C.UTF-8 if "{locale}" is absent.',
  ],
  'keymap-unknown': [
    'No console keymap is known for keyboard layout "{layout}".',
    'Set keyboard.keymap to a console keymap name.',
  ],
  'keymap-absent': [
    'The image has no console keymap "{keymap}".',
    'Choose another one with keyboard.keymap.',
  ],
  'timezone-unknown': [
    '"{timezone}" is not a known time zone.[ Did you mean "{suggestion}"?]',
    'Write it like Europe/Berlin.',
  ],
  'karg-reserved': ['The kernel argument "{karg}" is set by the installer itself.', 'Leave it out.'],
  'firmware-unchecked': [
    'The firmware of the target was not looked at here.',
    'It is checked on the machine itself.',
  ],
  'disks-unchecked': [
    'The disks of this machine could not be read: {reason}.',
    'Run it on the machine to install, as root.',
  ],
  'memory-low': [
    'This machine has {foundBytes} of memory; {neededBytes} are wanted.',
    'The install may be slow or fail.',
  ],
  'power-battery': ['The machine runs on battery.', 'Connect it to power.'],
  'not-root': ['Installing needs root.', 'Run it with sudo.'],
  'tool-missing': [
    'The program "{tool}" is missing.',
    'Run the installer from the live ISO, or install the program.',
  ],
  'no-space': ['There is no space left on {where}.', 'Choose a larger disk.'],
  'disk-failing': [
    'A disk cannot be written or read any more: {step}.',
    'It is broken, was pulled out, or is write-protected. Its last words: {detail}',
  ],
  'command-failed': ['A step failed: {step}.', 'The command was: {command}. Its last words: {detail}'],
  'proof-failed': [
    'The finished system did not pass the boot proof: {what}.',
    'Do not rely on this disk; keep the log and install again.',
  ],
  'plan-changed': ['The plan is no longer the one that was shown.', 'Look at the new plan and confirm it.'],
  'run-active': ['Another install or update is running.', 'Wait for it, or cancel it.'],
  'unattended-not-asked': [
    'This live system was not started for an unattended install.',
    'Choose "Unattended install" in the boot menu, or name the answer file.',
  ],
  leftovers: [
    'The install is done, but this could not be cleaned up: {what}.',
    'Restart the machine before you use the disk.',
  ],
  cancelled: ['The install was cancelled.', 'See the table for what state the disk is in.'],
  'answers-missing': [
    'No answer file was found for an unattended install.',
    'Give a volume labelled PARTICLECFG with answers.yaml, fw_cfg opt/org.particleos/answers, or a file name.',
  ],
  internal: [
    'The installer itself failed: {message}.',
    'This is a bug: please report it with the log {log}.',
  ],
} as const satisfies Record<string, readonly [sentence: string, advice: string]>;
