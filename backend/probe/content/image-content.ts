// SPDX-License-Identifier: Apache-2.0
import type { ImageContent } from '../../../core/facts/image-content.ts';
import { programsOf, type FileTree } from './file-tree.ts';
import { readInstallConfig } from './install-config.ts';

/** Programs that bootc calls, or that say who updates the system. */
const PROGRAMS = [
  'bootc',
  'bootctl',
  'bootupctl',
  'mkfs.btrfs',
  'mkfs.ext4',
  'mkfs.vfat',
  'mkfs.xfs',
  'ostree',
  'particleos-system',
  'podman',
  'sfdisk',
  'skopeo',
  'wipefs',
];

/** composefs as ostree-prepare-root(1) reads it: absent is "maybe" in the file, and no file is none. */
function composefsOf(tree: FileTree): ImageContent['composefs'] {
  const text = tree.text('etc/ostree/prepare-root.conf') ?? tree.text('usr/lib/ostree/prepare-root.conf');
  if (text === null) return null;
  const section = /^\[composefs\]\s*$([^]*?)(?=^\[|$(?![^]))/m.exec(text)?.[1] ?? '';
  const value = /^\s*enabled\s*=\s*(\S+)\s*$/m.exec(section)?.[1] ?? 'maybe';
  if (value === 'yes' || value === 'true' || value === '1') return 'yes';
  if (value === 'no' || value === 'false' || value === '0') return 'no';
  return value === 'verity' || value === 'signed' ? value : 'maybe';
}

function selinuxOf(tree: FileTree): boolean {
  const mode = /^SELINUX=(\w+)/m.exec(tree.text('etc/selinux/config') ?? '')?.[1] ?? 'disabled';
  return (
    mode !== 'disabled' &&
    tree.list('etc/selinux').some((name) => tree.list(`etc/selinux/${name}/policy`).length > 0)
  );
}

/** What bootc will find in an image, and what it will miss. Throws IssueError for an install TOML that it refuses. */
export function contentOf(tree: FileTree): ImageContent {
  const programs = programsOf(tree);
  const modules = tree.list('usr/lib/modules').toSorted();
  const kernelFile = (version: string, file: string): boolean =>
    tree.has(`usr/lib/modules/${version}/${file}`);
  const efi = new Set(tree.list('usr/lib/systemd/boot/efi'));
  return {
    bootc: programs.has('bootc'),
    kernels: modules
      .filter((version) => kernelFile(version, 'vmlinuz'))
      .map((version) => ({ version, initramfs: kernelFile(version, 'initramfs.img') })),
    ukis: [
      ...tree.list('boot/EFI/Linux').map((name) => `boot/EFI/Linux/${name}`),
      ...modules.flatMap((version) =>
        tree
          .list(`usr/lib/modules/${version}`)
          .filter((name) => name.endsWith('.efi'))
          .map((name) => `usr/lib/modules/${version}/${name}`),
      ),
    ].toSorted(),
    sysroot: tree.has('sysroot'),
    installConfig: readInstallConfig(tree),
    composefs: composefsOf(tree),
    systemdBoot: {
      plain: efi.has('systemd-bootx64.efi'),
      signed: efi.has('systemd-bootx64.efi.signed'),
    },
    shim: tree.has('usr/lib/shim/shimx64.efi.signed'),
    bootupd: tree.has('usr/lib/bootupd/updates'),
    selinuxPolicy: selinuxOf(tree),
    programs: PROGRAMS.filter((name) => programs.has(name)),
  };
}
