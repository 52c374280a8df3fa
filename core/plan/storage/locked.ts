// SPDX-License-Identifier: Apache-2.0
import type { Layout } from './layout.ts';

/**
 * udevadm lock: udev and other partitioning tools keep off while the device is written (BLOCK_DEVICE_LOCKING). Around
 * every program of ours that writes to a disk by its node; sfdisk takes the lock itself. Not around bootc: to-disk has
 * sfdisk write the table and then waits for nodes that udev would not make while somebody holds the lock. Nor by the
 * journal (backend/journal): it keeps the disk open from its first record to its last, so that udev is not called.
 */
export function locked(disks: readonly string[], argv: readonly string[]): [string, ...string[]] {
  return ['udevadm', 'lock', ...disks.map((disk) => `--device=${disk}`), '--', ...argv];
}

/** The disks that partitions lie on, by their nodes, each once. */
export function disksOf({ disks }: Layout, partitions: readonly string[]): string[] {
  return disks
    .filter((disk) => disk.partitions.some(({ path }) => partitions.includes(path)))
    .map(({ identity }) => identity.path);
}
