// SPDX-License-Identifier: Apache-2.0
import type { Layout } from './layout.ts';

/** udevadm lock: udev and other partitioning tools keep off while the device is written (BLOCK_DEVICE_LOCKING). */
export function locked(disks: readonly string[], argv: readonly string[]): [string, ...string[]] {
  return ['udevadm', 'lock', ...disks.map((disk) => `--device=${disk}`), '--', ...argv];
}

/** The disks that partitions lie on, by their nodes, each once. */
export function disksOf({ disks }: Layout, partitions: readonly string[]): string[] {
  return disks
    .filter((disk) => disk.partitions.some(({ path }) => partitions.includes(path)))
    .map(({ identity }) => identity.path);
}
