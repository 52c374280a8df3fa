// SPDX-License-Identifier: Apache-2.0
import { canonicalMount } from '../../request/canonical-mount.ts';
import type { DataFileSystem } from '../../request/layout-request.ts';
import type { PlannedFileSystem, PlannedPartition } from './layout.ts';
import { simpleFileSystem } from './system-partitions.ts';

/** Kinds that can be mounted as they are found. */
export const mountable: readonly string[] = ['ext4', 'btrfs', 'xfs'];

/** A file system for /home, /var and the like; what it is when it is kept, ext4 when nobody says. */
export function dataFileSystem(
  partition: PlannedPartition,
  index: number,
  { mount, fileSystem }: { mount: string; fileSystem?: DataFileSystem | undefined },
): PlannedFileSystem {
  const isKept = partition.action === 'keep' || partition.action === 'resize';
  const kept = isKept ? partition.was?.fileSystem : null;
  const type = kept === 'btrfs' || kept === 'xfs' || kept === 'ext4' ? kept : (fileSystem ?? 'ext4');
  return simpleFileSystem(`data${index + 1}`, type, partition, canonicalMount(mount));
}
