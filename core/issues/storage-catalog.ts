// SPDX-License-Identifier: Apache-2.0

/** Why a layout cannot be made, or with what doubts, as sentence and advice: a part of the catalog. */
export const storageCatalog = {
  'layout-needs-gpt': [
    '{disk} has {table}, and beside what is on it a system is installed on a GPT only.',
    'Convert it with the tools of the system on it (Windows: mbr2gpt), choose another disk, or erase this one.',
  ],
  'layout-table-damaged': [
    'The second partition table at the end of {disk} is {state}.',
    'Have it mended first, e.g. with `sgdisk --verify` and `gdisk` (w); nothing is added to a table that is in doubt.',
  ],
  'layout-table-hybrid': [
    '{disk} has an MBR beside its GPT that names some of the same partitions, as Macs with Windows have: only the GPT would be changed, and what reads the other would write where partitions no longer are.',
    'Remove the entries of the MBR first if nothing starts by them (`gdisk`: x, n, w), or choose another disk.',
  ],
  'layout-table-overlap': [
    'In the table of {disk}, {partition} and {other} lie over each other: what is written to one would be written to the other.',
    'Save what is on them and delete one with `sfdisk --delete`, choose another disk, or erase this one.',
  ],
  'layout-table-unread': [
    'Where partitions may lie on {disk} could not be read.',
    'Run it on the machine to install, as root.',
  ],
  'free-space-small': [
    'The largest free region of {disk} has {foundBytes}; {neededBytes} are needed, {missingBytes} more.',
    'Shrink or remove a partition, or choose another disk.',
  ],
  'partition-numbers-full': [
    'The table of {disk} has no room for {count} more partitions.',
    'Remove partitions, or choose another disk.',
  ],
  'partition-not-found': ['{disk} has no partition with {wanted}.', 'Partitions found: {found}.'],
  'partition-too-small': [
    'The partition for {role} would have {foundBytes}; {neededBytes} are needed, {missingBytes} more.',
    'Give it more room.',
  ],
  'partition-type': [
    '{partition} has not the type of a partition for {role}, so nothing would find it.',
    'Delete it and create one in its place.',
  ],
  'partition-no-room': [
    'There is no room on {disk} for the partition for {role} ({neededBytes}); the largest free region has {foundBytes}.',
    'Make it smaller, or make room.',
  ],
  'partition-grow-blocked': [
    '{partition} cannot grow to {neededBytes}: only {foundBytes} are free up to the next partition.',
    'Choose a smaller size, or move what is in the way.',
  ],
  'shrink-bitlocker': [
    '{partition} is encrypted by BitLocker, which only Windows can shrink.',
    'Switch BitLocker off in Windows and wait until it is decrypted, or shrink the partition in Windows and use the free space.',
  ],
  'shrink-bitlocker-suspended': [
    'BitLocker on {partition} is suspended only: what is on it is still encrypted, and only Windows can shrink it.',
    'Turn it off in Windows (`manage-bde -off C:`) and wait until it is decrypted, or shrink the partition in Windows and use the free space.',
  ],
  'shrink-bitlocker-busy': [
    'BitLocker is encrypting {partition} and has not ended.',
    'Turn it off in Windows (`manage-bde -off C:`) and wait until it is decrypted, or shrink the partition in Windows and use the free space.',
  ],
  'shrink-bitlocker-decrypting': [
    'BitLocker is decrypting {partition} and has not ended.',
    'Start Windows and wait until it is done (`manage-bde -status C:` says how far it is), shut it down fully, and try again.',
  ],
  'shrink-encrypted': [
    '{partition} is encrypted, and is not shrunk.',
    'Choose another partition, or make room from within its own system.',
  ],
  'resize-file-system': [
    '{partition} holds {fileSystem}, which is not resized here.',
    'Choose a partition with NTFS, ext4 or btrfs.',
  ],
  'shrink-hibernated': [
    'The system on {partition} is hibernated and counts on finding it as it was left.',
    'Start it and shut it down fully (Windows: hold Shift while choosing Shut down, or switch off Fast Startup).',
  ],
  'shrink-dirty': [
    '{partition} was not unmounted cleanly, or has errors.',
    'Start its system once and shut it down; Windows: run `chkdsk /f` first.',
  ],
  'shrink-condition-unread': [
    'Whether {partition} was shut down cleanly could not be read.',
    'It is checked again before anything is written; nothing is shrunk when it was not.',
  ],
  'shrink-minimum-unknown': [
    'How far {partition} can be shrunk is not known.',
    'Run it on the machine to install, as root, or shrink it from within its own system.',
  ],
  'shrink-below-minimum': [
    '{partition} cannot be shrunk to {toBytes}: what is on it needs {minimumBytes}, {missingBytes} more.',
    'Leave it more room, or remove files there.',
  ],
  'shrink-not-smaller': [
    '{partition} has {foundBytes}; {toBytes} is no smaller size.',
    'Name a size below the present one.',
  ],
  'layout-bios-beside': [
    'This machine starts by BIOS, and {disk} has other systems: our loader would take the place of theirs.',
    'Switch the firmware to UEFI, choose another disk, or erase this one.',
  ],
  'esp-small': [
    'The EFI system partition {partition} has {foundBytes} free; {neededBytes} are needed.',
    'A new one is made beside it; the old one is not touched.',
  ],
  'esp-small-bootc': [
    'The EFI system partition {partition} has {foundBytes} free; {neededBytes} are needed, and bootc takes the first one of a disk.',
    'Choose another disk, or an image that starts by GRUB.',
  ],
  'esp-copied': [
    'The EFI system partition {partition} has the same UUID as {other}, as after a disk was copied: at start either would be taken for the other.',
    'A new one is made beside it; the old one is not touched.',
  ],
  'esp-one-loader': [
    'The EFI system partition {partition} belongs to {system}; two systems of Debian cannot share one.',
    'A new one is made beside it; the old one is not touched.',
  ],
  'esp-taken': [
    'The EFI system partition {partition} has the loader of {system}, which would not start any more.',
    'Create another one with role esp; or remove EFI/debian from it, if nothing starts from there.',
  ],
  'esp-fallback': [
    'bootc puts its loader in the fallback place of the EFI system partition {partition} (EFI/BOOT/BOOTX64.EFI).',
    'The other systems keep their own entries in the firmware.',
  ],
  'layout-engine': [
    'The layout {kind} cannot be installed by {engine}: {why}.',
    'Choose another layout, or another image.',
  ],
  'layout-verb': [
    'bootc install to-disk lays out the disk itself, and erases all of it.',
    'Leave `install.verb` out, or use to-filesystem.',
  ],
  'layout-not-by-hand': ['The layout lacks {what}.', 'Add a partition with role {role}.'],
  'layout-role-twice': ['{count} partitions have the role {role}.', 'Keep one of them.'],
  'layout-mount-twice': ['Two file systems would be mounted at {mount}.', 'Give each a place of its own.'],
  'layout-disk-twice': ['{disk} is named twice in the layout.', 'Name each disk once.'],
  'layout-disk-first': [
    'The {role} of the layout is on {disk}, but `disk` names {chosen}.',
    'Let `disk` name the disk that the machine starts from.',
  ],
  'layout-partition-twice': ['{partition} is named twice in the layout.', 'Keep one of the lines.'],
  'layout-root-formats': [
    'The partition with {partition} is kept as it is, and so cannot be the new {role}.',
    'Use the action format, or the layout keep-data.',
  ],
  'layout-role-needs': ['A partition for data needs {key}.', 'Add it.'],
  'layout-role-not': ['A partition for {role} has no {key} of its own.', 'Leave it out.'],
  'layout-new-table-keeps': [
    'A new table on {disk} keeps nothing, so there is nothing to {action}.',
    'Use `table: keep`, or create partitions only.',
  ],
  'mount-not-supported': ['{mount} cannot be a file system of its own: {why}.', 'Choose another place.'],
  'mounted-nothing': [
    'Nothing is mounted at {root}, or not from a partition that can be told.',
    'Mount the new root there first.',
  ],
  'release-mounted': [
    'To release the disk would unmount {root}, which is what is to be installed to.',
    'Leave releaseDisk out.',
  ],
  'mounted-elsewhere': [
    '{root} lies on {found}, but `disk` names {disk}.',
    'Let `disk` name the disk that holds the new root.',
  ],
  'mounted-lacks': [
    '{what} is needed at {place}, and nothing is mounted there.',
    'Mount it, then try again.',
  ],
  'mounted-file-system': [
    'The file system at {place} is {found}; {fitting} is needed.',
    'Make it anew with another file system.',
  ],
  'mounted-not-fit': [
    '{place} cannot be installed to: {what}.',
    'Nothing was written. Mend it, then try again.',
  ],
  'volume-torn': [
    '{volume} lies on {lost}, which goes, and on {staying}, which stays: what is on it may be lost as a whole.',
    'Save what is on it first, or choose other disks or partitions.',
  ],
  'uuid-twice': [
    '{partition} is kept for the new system, and {other} has the same UUID, as after a disk was copied: at start either would be taken for the other.',
    'Unplug the copy and leave it so, or give it a UUID of its own, e.g. with `tune2fs -U random`, and try again.',
  ],
  'replace-nothing': [
    'No system that is known has {partition} as a partition of its own.',
    'Name the partitions that are replaced by layout.partitions.',
  ],
  'replace-chosen': [
    'layout.replace needs exactly one of system and partitions.',
    'Give exactly one of them.',
  ],
  'keep-data-no-system': [
    'There is no ostree system on {partition} whose data could be kept.',
    'Name the root of an ostree system; `particleos-installer facts` lists them.',
  ],
  'keep-data-stateroot': [
    'The system on {partition} has the stateroots {found}; {wanted} is none of them.',
    'Name one of them by layout.stateroot.',
  ],
  'keep-data-lacks': [
    'The system on {partition} lacks {what}, which the new one needs.',
    'Choose another layout.',
  ],
  'keep-data-file-system': [
    'The root of the system on {partition} is {found}; a new deployment is put into {fitting} only.',
    'Choose another layout.',
  ],
  'keep-data-locked': [
    '{partition} is encrypted, so what is on it cannot be looked at.',
    'Give its passphrase or recovery key; in an answer file by layout.passphraseSecret.',
  ],
  'keep-data-unopened': [
    'Whether "{secret}" opens {partition} was not tried here.',
    'Run it on the machine to install, as root, with --secret {secret}=FILE.',
  ],
  'keep-data-wrong-key': [
    'What was given does not open {partition}.',
    'Give the passphrase of the system on it, or its recovery key.',
  ],
  'keep-data-closed': ['{partition} could not be opened: {message}.', 'Choose another layout.'],
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
    'The system on {partition} has {foundBytes} free; {neededBytes} are needed, {missingBytes} more.',
    'Remove what is not needed there, or choose another layout.',
  ],
  'raid1-too-small': [
    '{disk} has {foundBytes}; {neededBytes} are needed on every disk of a mirror, {missingBytes} more.',
    'Choose larger disks or a smaller image.',
  ],
  'raid1-lacks': [
    'The image lacks {what}, without which a mirror is not put together at start.',
    'Choose an image that has it.',
  ],
  'raid1-unread': [
    'Whether the image can put a mirror together at start (mdadm) is not known.',
    'Look at the image, or choose a layout on one disk.',
  ],
  'discard-cannot': [
    '{disk} takes no word of blocks that are not used any more (TRIM): it is erased without.',
    'Leave layout.discard out.',
  ],
  'options-file-system': [
    'The options in fileSystem are for btrfs; the root is {rootFileSystem}.',
    'Set rootFileSystem to btrfs, or leave fileSystem out.',
  ],
  'subvolume-root': ['The subvolumes name no place "/".', 'Add one with `mount: /`.'],
  'subvolume-twice': ['The subvolume "{name}" is named twice.', 'Give each a name of its own.'],
  'hibernate-cannot': ['This machine cannot hibernate: {why}.', 'Leave swap.hibernate out.'],
  'hibernate-small': [
    'Hibernating needs {neededBytes} of swap, the memory of this machine; swap.size has {foundBytes}.',
    'Make it larger, or leave the size out.',
  ],
  'zram-absent': [
    'The image lacks the systemd-zram-generator, which sets up swap in compressed memory.',
    'Set swap.kind to file or partition, or choose another image.',
  ],
  'zram-unread': [
    'zram needs the systemd-zram-generator, and whether the image has it is not known.',
    'Without it the installed system has no swap; it works all the same.',
  ],
} as const satisfies Record<string, readonly [sentence: string, advice: string]>;
