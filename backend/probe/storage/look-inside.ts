// SPDX-License-Identifier: Apache-2.0
import type { CommandSpec, Runner } from '../../runner/command.ts';
import { foundFiles, type FoundFiles } from './found-files.ts';
import { LOOK_SCRIPT } from './look-script.ts';

/** A healthy disk answers within a second, in a machine that is emulated and busy within many; a broken one never does. */
const TIMEOUT_MS = 60_000;

/** Nothing on the disk is run, followed or taken for a device. */
const GUARDED = 'ro,nosuid,nodev,noexec,nosymfollow';
/**
 * Behind a read-only loop device nothing can be written, whatever the file system takes "ro" for: ext4 still cleans up
 * orphans then, and ntfs3 may replay its log (fs/ext4/orphan.c, fs/ntfs3/fslog.c).
 */
const BEHIND_LOOP = `${GUARDED},loop`;

/** How each file system is mounted without replaying its journal: the kernel's driver and its options. */
const mounts: Readonly<Record<string, readonly [type: string, options: string]>> = {
  ext2: ['ext4', `${BEHIND_LOOP},noload`],
  ext3: ['ext4', `${BEHIND_LOOP},noload`],
  ext4: ['ext4', `${BEHIND_LOOP},noload`],
  xfs: ['xfs', `${BEHIND_LOOP},norecovery,nouuid`],
  f2fs: ['f2fs', `${BEHIND_LOOP},norecovery`],
  vfat: ['vfat', BEHIND_LOOP],
  exfat: ['exfat', BEHIND_LOOP],
  ntfs: ['ntfs3', BEHIND_LOOP],
  // Without a loop device, which the kernel would take for a second member of the same file system. Subvolume 5 is the
  // top of the tree (btrfs(5)).
  btrfs: ['btrfs', `${GUARDED},rescue=nologreplay,subvolid=5`],
};

/** File systems that are looked into. */
export const lookedInto: readonly string[] = Object.keys(mounts);

/** Where to look: at a device that nobody uses, or at a directory where it is mounted already. */
export type Place =
  | { readonly device: string; readonly fileSystem: string }
  | { readonly directory: string; readonly fileSystem: string };

/** The command of one look; null for a file system that is not looked into. */
export function lookCommand(place: Place): CommandSpec | null {
  const shell = ['sh', '-c', LOOK_SCRIPT, 'look'] as const;
  if ('directory' in place)
    return { argv: [...shell, '', '', place.directory, place.fileSystem], timeoutMs: TIMEOUT_MS };
  const mount = mounts[place.fileSystem];
  if (mount === undefined) return null;
  const apart = ['unshare', '--mount', '--propagation=private'] as const;
  return { argv: [...apart, ...shell, ...mount, place.device, place.fileSystem], timeoutMs: TIMEOUT_MS };
}

/** Looks into one file system without writing to it; throws CommandError. */
export async function lookInside(
  runner: Runner,
  place: Place,
  signal?: AbortSignal,
): Promise<FoundFiles | null> {
  const command = lookCommand(place);
  if (command === null) return null;
  const { stdout } = await runner.run(command, signal);
  return foundFiles(stdout);
}
