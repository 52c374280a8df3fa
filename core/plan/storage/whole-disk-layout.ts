// SPDX-License-Identifier: Apache-2.0
import type { Disk } from '../../facts/facts.ts';
import type { RootFileSystem } from '../../facts/image-content.ts';
import { erasedDisk } from './erased-disk.ts';
import type { Layout } from './layout.ts';
import type { Scheme } from './partition-sizes.ts';
import { plainLayout, systemFileSystems, systemPartitions } from './system-partitions.ts';

/** All of one disk, in the order of the scheme. Precondition: the disk is large enough, checked by the planner. */
export function wholeDiskLayout(
  disk: Disk,
  scheme: Scheme,
  rootFileSystem: RootFileSystem,
  swapBytes: number | null = null,
): Layout {
  const erased = erasedDisk(disk, systemPartitions(scheme, null, swapBytes));
  const fileSystems = systemFileSystems(erased.partitions, rootFileSystem);
  return { ...plainLayout, kind: 'erase', disks: [erased], fileSystems };
}
