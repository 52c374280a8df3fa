// SPDX-License-Identifier: Apache-2.0
import type { IssueWords } from './issue-words.ts';

/**
 * Issues that a person at the wizard may meet, in the wizard's words: its pages instead of the answer file's keys.
 * Every other language has these; what is not here is told in the words of core/issues/catalog.ts.
 */
export const enIssues = {
  'image-no-update-ref': [
    'The installed system will not know where updates come from.',
    'Name a registry under “Updates come from” on the page “System”.',
  ],
  'track-not-registry': [
    'Updates would come from {track}, which must still be there on the installed system.',
    'Name a registry under “Updates come from” on the page “System”.',
  ],
  'image-untrusted': [
    'Nobody vouches for this image: no signature was checked.',
    'Go on only if you trust where it comes from.',
  ],
  'updates-unsigned': [
    'Updates from {track} will not be checked for signatures.',
    'Go on only if you trust where they come from.',
  ],
  'image-missing': ['No system was chosen.', 'Choose one on the page “System”.'],
  'image-not-found': ['The image {source} cannot be read: {message}.', 'Check its reference.'],
  'image-not-bootable': ['{source} is not a system that can be started: {reason}.', 'Choose another one.'],
  'image-wrong-arch': ['The image is for {found}, this machine is {expected}.', 'Choose another one.'],
  'image-digest-mismatch': [
    'The image has digest {found}, {expected} was expected.',
    'Nothing was written. Someone may have exchanged it; choose another one.',
  ],
  'image-damaged': [
    'The image is damaged: {what}.',
    'Nothing was written. Make the install medium again, or fetch the image again.',
  ],
  'image-no-loader': [
    'The image has no boot loader for {firmware} ({missing}).',
    'Choose another image, or change the firmware mode.',
  ],
  'image-lacks': ['The image lacks {what}: {effect}.', 'Choose another one.'],
  'image-unchecked': [
    'The image {source} was not looked into yet: {reason}.',
    'It is checked before anything is written.',
  ],
  'image-content-unread': [
    'What is in {source} is not known before it is fetched, so it cannot be checked.',
    'Choose an image that is on the medium.',
  ],
  'bootc-not-in-image': ['Neither the image nor this live system carries bootc.', 'Choose another image.'],
  'secure-boot-unsigned': [
    'Secure Boot is on, and {whose} brings no signed {loader}: the disk would not start.',
    'Choose another image, or switch Secure Boot off in the firmware.',
  ],
  'registry-unreachable': [
    'The registry of {source} does not answer: {message}.',
    'Check the network, the proxy, the clock and the name.',
  ],
  'registry-auth': ['The registry of {source} asks for a password.', 'Sign in on the page “System”.'],
  'file-system-engine': ['This image cannot be installed on {rootFileSystem}.', 'Choose one of: {fitting}.'],
  'file-system-verity': [
    'The image asks for fs-verity, which {rootFileSystem} does not have.',
    'Choose ext4 or btrfs.',
  ],
  'disk-none': ['There is no disk to install on.', 'Connect a disk of at least {neededBytes}.'],
  'disk-not-found': ['The chosen disk is not there ({wanted}).', 'Choose again on the page “Disk”.'],
  'disk-too-small': [
    '{disk} has {foundBytes}; {neededBytes} are needed, {missingBytes} more.',
    'Choose a larger disk or a smaller image.',
  ],
  'disk-busy': ['{disk} is in use: {holders}.', 'Restart the live system, or choose another disk.'],
  'disk-no-identity': [
    '{disk} has no serial number and no other lasting name.',
    'It is told apart by its place and size only; look twice.',
  ],
  'disk-changed': [
    '{disk} is no longer the disk that was planned: {what}.',
    'Nothing was written. Look at the disks again.',
  ],
  'disk-4k-bios': [
    '{disk} has {sectorBytes}-byte sectors, which BIOS firmware cannot start from.',
    'Use UEFI.',
  ],
  'user-no-login': [
    'Nobody could log in: there is no password and no SSH key.',
    'Choose one on the page “Account”.',
  ],
  'user-reserved': ['The system uses the name “{name}” itself.', 'Choose another user name.'],
  'secret-missing': ['The installer no longer has your password.', 'Type it again on the page “Account”.'],
  'locale-absent': ['The image has no language “{locale}”.', 'It has: {available}.'],
  'locale-unchecked': [
    'The image does not say which languages it has.',
    'If “{locale}” is not among them, the installed system speaks English.',
  ],
  'keymap-unknown': [
    'For the keyboard “{layout}” no keymap of the text console is known.',
    'At boot and on text consoles you will type on a US layout.',
  ],
  'keymap-absent': ['The image has no keymap “{keymap}” for text consoles.', 'Choose another keyboard.'],
  'firmware-unchecked': [
    'The firmware could not be looked at yet.',
    'It is checked before anything is written.',
  ],
  'disks-unchecked': ['The disks could not be read: {reason}.', 'Restart the live system.'],
  'memory-low': [
    'This machine has {foundBytes} of memory; {neededBytes} are wanted.',
    'The install may be slow or fail.',
  ],
  'power-battery': ['The machine runs on battery.', 'Connect the power cable.'],
  'no-space': ['There is no space left on {where}.', 'Choose a larger disk.'],
  'command-failed': ['A step failed: {step}.', 'The command was: {command}. Its last words: {detail}'],
  'proof-failed': [
    'The finished system did not pass the check of how it starts: {what}.',
    'Do not rely on this disk; save a report and install again.',
  ],
  'plan-changed': [
    'Something has changed since the plan was shown.',
    'Look at the new plan, and confirm it.',
  ],
  'run-active': ['Another install is running.', 'Wait for it, or cancel it.'],
  'service-failed': ['The installer itself failed at “{verb}”.', 'Try again; if it stays, save a report.'],
  'network-unmanaged': [
    'The network of this live system is set up outside of the installer.',
    'It cannot be changed here.',
  ],
  'network-failed': [
    'The network card {device} could not be set up: {message}.',
    'Check the values and the cable.',
  ],
  'wifi-password': [
    'The network “{ssid}” did not accept the password.',
    'Type it again; small and capital letters differ.',
  ],
  'wifi-absent': ['The network “{ssid}” is not in reach.', 'Go nearer, or choose another one.'],
  'clock-wrong': [
    'The clock of this machine is {seconds} seconds away from that of {registry}.',
    'Set the date in the firmware: certificates are refused when the clock is wrong.',
  ],
  'stick-absent': ['The stick is not there any more.', 'Plug it in, and look again.'],
  'stick-failed': ['The stick {stick} cannot be used: {message}.', 'Try another one.'],
  'run-lost': [
    'The installer was ended from outside while it installed.',
    'Restart the live system, then install again.',
  ],
  'wifi-server-unchecked': [
    'The installed system gives the password for “{ssid}” to any network of this name: no certificate is checked.',
    'Add the certificate of its operator in the installed system.',
  ],
  'autologin-unsupported': [
    '{name} cannot be logged in automatically: {why}.',
    'Untick it on the page “Account”, or choose another system.',
  ],
  'layout-needs-gpt': [
    '{disk} has {table}; a system goes beside others on a GPT only.',
    'Choose another disk, or erase this one.',
  ],
  'free-space-small': [
    'The largest free space of {disk} has {foundBytes}; {neededBytes} are needed, {missingBytes} more.',
    'Make room, or choose another disk.',
  ],
  'partition-too-small': [
    'The partition for {role} would have {foundBytes}; {neededBytes} are needed.',
    'Give it more room.',
  ],
  'partition-no-room': [
    'There is no room on {disk} for {neededBytes}; the largest free space has {foundBytes}.',
    'Make it smaller, or make room.',
  ],
  'shrink-bitlocker-suspended': [
    'BitLocker on {partition} is suspended only: what is on it is still encrypted.',
    'Switch it off in Windows and wait until it is done; or make the partition smaller there and use the free space.',
  ],
  'shrink-bitlocker-busy': [
    'BitLocker is encrypting {partition} and has not ended.',
    'Switch it off in Windows and wait until it is done; or make the partition smaller there and use the free space.',
  ],
  'shrink-bitlocker-decrypting': [
    'BitLocker is decrypting {partition} and has not ended.',
    'Start Windows, wait until it is done, shut it down fully, and come back.',
  ],
  'shrink-bitlocker': [
    '{partition} is encrypted by BitLocker, which only Windows can make smaller.',
    'Switch BitLocker off in Windows and wait until it is done; or make the partition smaller there and use the free space.',
  ],
  'shrink-encrypted': [
    '{partition} is encrypted, and cannot be made smaller here.',
    'Make room from within its own system.',
  ],
  'resize-file-system': [
    '{partition} holds {fileSystem}, which cannot be resized here.',
    'NTFS, ext4 and btrfs can.',
  ],
  'shrink-hibernated': [
    'The system on {partition} is hibernated, and counts on finding it as it was.',
    'Start it and shut it down fully; in Windows hold Shift while choosing Shut down.',
  ],
  'shrink-dirty': [
    '{partition} was not shut down cleanly, or has errors.',
    'Start its system once and shut it down; in Windows run chkdsk /f first.',
  ],
  'shrink-minimum-unknown': [
    'How far {partition} can be made smaller is not known.',
    'Make it smaller from within its own system.',
  ],
  'shrink-below-minimum': [
    '{partition} cannot be made smaller to {toBytes}: what is on it needs {minimumBytes}.',
    'Leave it more room, or remove files there.',
  ],
  'layout-bios-beside': [
    'This machine starts by BIOS, and {disk} has other systems: their loader would be lost.',
    'Switch the firmware to UEFI, choose another disk, or erase this one.',
  ],
  'esp-small': [
    'The EFI system partition {partition} has {foundBytes} free; {neededBytes} are needed.',
    'A new one is made beside it; the old one is not touched.',
  ],
  'volume-torn': [
    '{volume} lies on {lost}, which goes, and on {staying}, which stays: what is on it may be lost as a whole.',
    'Save what is on it first, or choose other disks or partitions.',
  ],
  'esp-taken': [
    'The EFI system partition {partition} has the loader of {system}, which would not start any more.',
    'Create another EFI system partition; or remove EFI/debian from this one, if nothing starts from there.',
  ],
  'esp-copied': [
    'The EFI system partition {partition} has the same UUID as {other}, as after a disk was copied.',
    'A new one is made beside it; the old one is not touched.',
  ],
  'uuid-twice': [
    '{partition} is kept, and {other} has the same UUID, as after a disk was copied: at start either would be taken for the other.',
    'Unplug the copy and leave it so, or give it a UUID of its own, and look again.',
  ],
  'esp-one-loader': [
    'The EFI system partition {partition} belongs to {system}, which cannot share it.',
    'A new one is made beside it; the old one is not touched.',
  ],
  'layout-not-by-hand': ['A partition is missing: {role}.', 'Add one.'],
  'layout-engine': ['This image cannot be installed like this.', 'Choose another way, or another image.'],
  'keep-data-file-system': [
    'The root of the system on {partition} is {found}; its files can be kept on {fitting} only.',
    'Choose another way.',
  ],
  'keep-data-locked': [
    '{partition} is encrypted, and what is on it is not known.',
    'Enter its passphrase or recovery key on the page “Layout”.',
  ],
  'keep-data-wrong-key': [
    'What was entered does not open {partition}.',
    'Enter the passphrase of the system on it, or its recovery key.',
  ],
  'keep-data-closed': ['{partition} could not be opened: {message}.', 'Choose another way.'],
  'kept-cannot-unlock-by': [
    'The new system cannot open the disk by {means}: {what}. It will ask for the passphrase.',
    'Choose another system if that is too much; the encryption stays as it is.',
  ],
  'keep-data-mounts': [
    'The system on {partition} also uses {mounts} from elsewhere; the new one does not by itself.',
    'Nothing there is lost: note the lines of its /etc/fstab and /etc/crypttab first, and add them to the new one.',
  ],
  'keep-data-absent': [
    'The system on {partition} also uses {mounts}, which was not found on this machine; the new one mounts it when it is there, and starts without it.',
    'Plug it in and look again, if it is to be seen now.',
  ],
  'keep-data-var': [
    'The /var of the system on {partition} lies on {device}, which the new one could not mount: {why}.',
    'Plug it in, name it by its UUID in the /etc/fstab of that system, or choose another layout.',
  ],
  'keep-data-room': [
    'The system on {partition} has {foundBytes} free; {neededBytes} are needed.',
    'Remove files there, or choose another way.',
  ],
  'raid1-lacks': [
    'The image cannot put a mirror together: it lacks {what}.',
    'Choose another image, or one disk.',
  ],
  'zram-absent': ['The system you chose cannot compress swap in memory.', 'Choose another kind of swap.'],
  'zram-unread': [
    'Whether the image can compress swap in memory is not known.',
    'Without it the system has no swap, and works all the same.',
  ],
  'fido2-absent': ['No security key is plugged in.', 'Plug it in, then look again.'],
  'fido2-several': [
    '{count} security keys are plugged in; one is wanted.',
    'Leave one plugged in, then look again.',
  ],
  'fido2-pin': [
    'The security key that is plugged in wants its PIN first, which cannot be typed here.',
    'Use a key without a PIN, or add this one on the installed system.',
  ],
  'fido2-unchecked': [
    'Whether a security key is plugged in could not be read.',
    'It is looked at again before anything is written.',
  ],
  'fido2-not-enrolled': [
    'The security key was not set up: {message}.',
    'Leave it plugged in, touch it each time it blinks, and start again; or install without it.',
  ],
  'encryption-layout': [
    'With this layout not everything would be encrypted.',
    'Choose another layout, or no encryption.',
  ],
  'encryption-memory': [
    'This machine has too little memory for encryption: {foundBytes} of {neededBytes}.',
    'Use no encryption here, or a machine with more memory.',
  ],
  'image-cannot-unlock': [
    'The image cannot ask for a passphrase at start: it lacks {what}.',
    'Choose another image. It is never installed without the encryption that was asked for.',
  ],
  'keymap-at-boot-us': [
    'The passphrase is asked for on a US keyboard.',
    'Choose one that you can type there.',
  ],
  'resume-changed': ['What would be installed on {disk} now is not what was begun.', 'Begin anew.'],
  'recovery-key-unread': [
    'Nobody has kept the recovery key yet.',
    'Keep it; then the machine can be restarted.',
  ],
  internal: ['The installer itself failed: {message}.', 'Please report it, with the log {log}.'],
} as const satisfies IssueWords;

export type WizardIssueCode = keyof typeof enIssues;
/** A language's issues: these, all of them. */
export type WizardIssues = Readonly<Record<WizardIssueCode, readonly [sentence: string, advice: string]>>;
