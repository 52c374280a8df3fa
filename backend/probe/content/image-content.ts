// SPDX-License-Identifier: Apache-2.0
import type { ImageContent } from '../../../core/facts/image-content.ts';
import { programsOf, type FileTree } from './file-tree.ts';
import { readInstallConfig } from './install-config.ts';
import { loginOf } from './login-content.ts';

/** Programs that bootc 1.16 calls while it installs, that say who updates the system, or that open its disk. */
const PROGRAMS = [
  'blkid',
  'bootc',
  'bootctl',
  'bootupctl',
  'cryptsetup',
  'findmnt',
  'fsfreeze',
  'fstrim',
  'lsblk',
  'mdadm',
  'mkfs.btrfs',
  'mkfs.ext4',
  'mkfs.fat',
  'mkfs.xfs',
  'ostree',
  'particleos-system',
  'podman',
  'sfdisk',
  'skopeo',
  'systemd-cryptenroll',
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
  const policies = tree.list('etc/selinux').flatMap((name) => tree.list(`etc/selinux/${name}/policy`));
  return mode.toLowerCase() !== 'disabled' && policies.length > 0;
}

/** bootupd keeps what it installs here, newer ones in /usr/lib/efi/NAME/VERSION (bootupd, efi.rs). */
function bootupdShimOf(tree: FileTree): boolean {
  const updates = 'usr/lib/bootupd/updates/EFI';
  const packages = tree
    .list('usr/lib/efi')
    .flatMap((name) =>
      tree.list(`usr/lib/efi/${name}`).map((version) => `usr/lib/efi/${name}/${version}/EFI`),
    );
  return [updates, ...packages].some((efi) =>
    tree.list(efi).some((vendor) => tree.has(`${efi}/${vendor}/shimx64.efi`)),
  );
}

function ukisOf(tree: FileTree, versions: readonly string[]): string[] {
  return ['boot/EFI/Linux', ...versions.map((version) => `usr/lib/modules/${version}`)]
    .flatMap((directory) => tree.list(directory).map((name) => `${directory}/${name}`))
    .filter((path) => path.endsWith('.efi') && tree.isFile(path))
    .toSorted();
}

/** What bootc will find in an image, and what it will miss. Throws IssueError for an install TOML that it refuses. */
export function contentOf(tree: FileTree): ImageContent {
  const programs = programsOf(tree);
  const versions = tree.list('usr/lib/modules').toSorted();
  const kernelFile = (version: string, file: string): boolean =>
    tree.isFile(`usr/lib/modules/${version}/${file}`);
  const efi = new Set(tree.list('usr/lib/systemd/boot/efi'));
  return {
    bootc: programs.has('bootc'),
    kernels: versions
      .filter((version) => kernelFile(version, 'vmlinuz'))
      .map((version) => ({ version, initramfs: kernelFile(version, 'initramfs.img') })),
    ukis: ukisOf(tree, versions),
    sysroot: tree.isDirectory('sysroot'),
    boot: tree.isDirectory('boot'),
    installConfig: readInstallConfig(tree),
    composefs: composefsOf(tree),
    systemdBoot: {
      plain: efi.has('systemd-bootx64.efi'),
      signed: efi.has('systemd-bootx64.efi.signed'),
    },
    shim: tree.has('usr/lib/shim/shimx64.efi.signed'),
    bootupd: tree.has('usr/lib/bootupd/updates'),
    bootupdComponents: tree
      .list('usr/lib/bootupd/updates')
      .flatMap((name) => /^(.+)\.json$/.exec(name)?.[1] ?? [])
      .toSorted(),
    bootupdShim: bootupdShimOf(tree),
    selinuxPolicy: selinuxOf(tree),
    selinuxConfig: tree.has('etc/selinux/config'),
    programs: PROGRAMS.filter((name) => programs.has(name)),
    unlock: null,
    zramGenerator: tree.isFile('usr/lib/systemd/system-generators/zram-generator'),
    login: loginOf(tree, programs),
  };
}
