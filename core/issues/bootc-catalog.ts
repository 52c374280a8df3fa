// SPDX-License-Identifier: Apache-2.0

/** What bootc and podman fail with, as sentence and advice: a part of the catalog. */
export const bootcCatalog = {
  'bootc-failed': ['bootc failed: {step}.', 'The command was: {command}. Its last words: {detail}'],
  'bootc-no-file-system': [
    'The image does not say which root file system it wants.',
    'Choose ext4, xfs or btrfs, or use an image whose /usr/lib/bootc/install/*.toml names one.',
  ],
  'bootc-install-config': [
    'The install settings of bootc cannot be used: {message}: {detail}.',
    'Mend {file}: the one of the image, or the one of the live system when its own bootc installs.',
  ],
  'bootc-block-setup': [
    'The image does not allow the block setup "{setup}".',
    'Choose one that its install settings name.',
  ],
  'bootc-disk-not-empty': [
    '{device} has partitions, and bootc was not told to erase them.',
    'Erase the whole disk, or choose another one.',
  ],
  'bootc-mounts-left': [
    'Mounts of an earlier bootc that failed are still there.',
    'Unmount /run/bootc/mounts/rootfs with all below it, or restart, then install again.',
  ],
  'bootc-disk-mounted': [
    '{device} is mounted.',
    'Unmount it (/run/bootc/mounts/rootfs, when an install failed before), or choose another disk.',
  ],
  'bootc-not-a-disk': ['{device} is not a disk.', 'Look at the disks again and make a new plan.'],
  'bootc-target-not-ready': [
    'The place to install into is not as bootc wants it: {message}.',
    'It must be an empty, mounted ext4, xfs or btrfs, and /boot, where it is apart, must have a UUID.',
  ],
  'bootc-container-options': [
    'bootc cannot work in this container: {message}.',
    'It needs podman run as root with --privileged and --pid=host.',
  ],
  'bootc-too-old': [
    'This bootc does not know {what}.',
    'Use an image, or a live system, with a newer bootc; 1.16 or newer is tested.',
  ],
  'bootc-no-space': [
    'The target is too small for the image[: {required} are needed, {available} are free].',
    'Choose a larger disk, or a smaller image.',
  ],
  'bootc-esp-full': [
    'The EFI system partition is too small for kernel and initramfs.',
    'Let the installer lay the disk out, or make it at least 1 GiB.',
  ],
  'bootc-no-prepare-root': [
    'There is no ostree/prepare-root.conf in {where}.',
    'It must be in /usr/lib: in the image when that installs itself, in the live system when its bootc does.',
  ],
  'bootc-no-bootupd': [
    'The image has no bootupd, which bootc needs for its ostree backend.',
    'Use the composefs backend with systemd-boot, or an image with bootupd.',
  ],
  'bootc-no-verity': [
    'The root file system[ {fileSystem}] has no fs-verity, which this image asks for.',
    'Choose btrfs, or ext4 made with its verity feature.',
  ],
  'bootc-uki-arguments': [
    'Kernel arguments cannot be given to this image: its kernel carries its own.',
    'Leave kernelArguments out, or use an image with a separate kernel.',
  ],
  'bootc-loader-none': [
    'An install without a boot loader is not possible with this image.',
    'Choose systemd-boot, or GRUB where the image has bootupd.',
  ],
  'bootc-loader-failed': [
    'The boot loader could not be installed: {message}.',
    'The system is on the disk, but it does not start. See the log, and check what loader the image brings.',
  ],
  'bootc-no-esp': [
    'There is no EFI system partition on the target disk.',
    'Let the installer lay the disk out, or add one of at least 1 GiB.',
  ],
  'bootc-boot-directory': [
    'This bootc wants a directory /boot in the place to install into.',
    'Make it, or use a newer bootc: 1.16 wants none.',
  ],
  'bootc-no-kernel': [
    'bootc found no kernel to start in the image: {message}.',
    'Use an image with vmlinuz and initramfs.img in one directory of /usr/lib/modules, or with a UKI.',
  ],
  'bootc-no-selinux-policy': [
    'SELinux is on here, but the image has no policy.',
    'Start the live system without SELinux, or use an image with a policy.',
  ],
  'bootc-no-udev': [
    'udev of the live system did not answer after partitioning.',
    'Restart the live system, then install again.',
  ],
  'bootc-program-missing': [
    'A program that bootc calls is missing: {message}.',
    'Use an image that has it; when the bootc of the live system installs, add it there.',
  ],
  'bootc-signature-lost': [
    'The signature of the image does not survive the copy into the store.',
    'Copy the image without its signatures; they are verified before that.',
  ],
  'bootc-signature-refused': [
    'The signature policy refuses the image: {message}.',
    'Check the image and the key it was signed with.',
  ],
  'bootc-policy-open': [
    'A signature was asked for, but the policy accepts any image.',
    'Set a policy whose default is "reject" or asks for a signature.',
  ],
  'bootc-transfer-cut': [
    'The image ended too early while it was read.',
    'Check the medium or the network, then install again.',
  ],
  'bootc-layer-unreadable': [
    'The image has a layer that bootc cannot read: {message}.',
    'Build the image again with plain, gzip or zstd layers.',
  ],
  'bootc-not-booted': [
    'This system was not started from a deployment of bootc.',
    'Run it on the installed system, not on the live one and not in a container.',
  ],
  'bootc-no-rollback': ['There is no other deployment to go back to.', 'A rollback needs an upgrade first.'],
  'bootc-no-source': [
    'This system follows no image, so there is nothing to upgrade from.',
    'Name one with particleos-system switch.',
  ],
  'podman-no-image': [
    'podman does not know the image {image}.',
    'Name it in full, with its tag, as it stands in the image store of the medium.',
  ],
  'podman-storage': [
    'The image store cannot be used: {message}.',
    'Its root must be on a file system that overlay works on, and the store of the medium must be mounted.',
  ],
  'podman-runtime': [
    'The container of the image did not start: {message}.',
    'It must run as root on a system with unified control groups, and the image must have bootc.',
  ],
} as const satisfies Record<string, readonly [sentence: string, advice: string]>;
