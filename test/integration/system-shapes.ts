// SPDX-License-Identifier: Apache-2.0
import type { MadeEntry } from './made-image.ts';

/** Programs of an image that bootc can install from within it, whatever its kind. */
const programs = (names: readonly string[]): MadeEntry[] =>
  names.map((name) => ({ name: `usr/bin/${name}`, data: `\x7fELF ${name}` }));

const common = [
  'blkid',
  'bootc',
  'findmnt',
  'fsfreeze',
  'fstrim',
  'lsblk',
  'mkfs.btrfs',
  'mkfs.ext4',
  'mkfs.fat',
  'mkfs.xfs',
  'ostree',
  'podman',
  'sfdisk',
  'skopeo',
  'wipefs',
];

const skeleton: MadeEntry[] = [
  { name: './' },
  { name: './bin', link: 'usr/bin' },
  { name: './lib', link: 'usr/lib' },
  { name: './sbin', link: 'usr/sbin' },
  { name: './boot/' },
  { name: './sysroot/' },
  { name: './ostree', link: 'sysroot/ostree' },
];

/** An image of Debian's kind: composefs, systemd-boot, everything in one layer, as iso-builder makes it. */
export const debianShape: readonly MadeEntry[] = [
  ...skeleton,
  { name: './boot/vmlinuz-6.12.1', data: 'kernel' },
  { name: './usr/lib/modules/6.12.1/vmlinuz', hardLink: './boot/vmlinuz-6.12.1' },
  { name: './usr/lib/modules/6.12.1/initramfs.img', data: 'cpio' },
  { name: './usr/lib/modules/6.12.1/kernel/a.ko', data: 'module' },
  {
    name: './usr/lib/bootc/install/50-particleos.toml',
    data: '[install]\nbootloader = "systemd"\ndiscoverable-partitions = false\n[install.filesystem.root]\ntype = "ext4"\n',
  },
  { name: './usr/lib/ostree/prepare-root.conf', data: '[composefs]\nenabled = yes\n\n[root]\nx = y\n' },
  { name: './usr/lib/systemd/boot/efi/systemd-bootx64.efi', data: 'MZ' },
  { name: './usr/lib/systemd/boot/efi/systemd-bootx64.efi.signed', data: 'MZ' },
  { name: './usr/lib/shim/shimx64.efi.signed', data: 'MZ' },
  { name: './usr/lib/systemd/system-generators/zram-generator', data: '\x7fELF zram-generator' },
  ...programs([...common, 'bootctl']),
  { name: './usr/bin/mke2fs', data: 'x'.repeat(3000) },
];

/** A path with its content as ostree-ext writes it: the object first, then a hard link to it. */
const encapsulated = (name: string, data: string): MadeEntry[] => {
  const object = `sysroot/ostree/repo/objects/ab/${Buffer.from(name).toString('hex').slice(-60)}.file`;
  return [
    { name: object, data },
    { name, hardLink: object },
  ];
};

/** An image of Fedora's kind in two layers: ostree, GRUB from bootupd, an SELinux policy, files as ostree-ext has them. */
export const fedoraShape: readonly (readonly MadeEntry[])[] = [
  [
    ...skeleton.filter(({ name }) => name !== './boot/'),
    { name: 'boot/' },
    { name: 'sysroot/ostree/repo/' },
    ...encapsulated('usr/lib/modules/6.17.4-200.fc43.x86_64/vmlinuz', 'kernel'),
    ...encapsulated('usr/lib/modules/6.17.4-200.fc43.x86_64/initramfs.img', 'cpio'),
    ...encapsulated(
      'usr/lib/bootc/install/00-fedora.toml',
      '[install]\nkargs = ["rw"]\n[install.filesystem.root]\ntype = "xfs"\n',
    ),
    ...encapsulated('usr/lib/ostree/prepare-root.conf', '[composefs]\nenabled = true\n'),
    ...encapsulated('etc/selinux/config', '# This file\nSELINUX=enforcing\nSELINUXTYPE=targeted\n'),
    ...encapsulated('etc/selinux/targeted/policy/policy.34', 'policy'),
  ],
  [
    ...encapsulated('usr/lib/bootupd/updates/EFI.json', '{}'),
    ...encapsulated('usr/lib/bootupd/updates/BIOS.json', '{}'),
    ...encapsulated('usr/lib/efi/shim/15.8-3/EFI/fedora/shimx64.efi', 'MZ'),
    ...programs([...common, 'bootctl', 'bootupctl']),
  ],
];
