// SPDX-License-Identifier: Apache-2.0
import type { Disk, Partition } from '../../facts/facts.ts';
import { partitionSelector, type PartitionSelector } from '../../request/layout-request.ts';

/** How a request names this partition of the disk; null when nothing does. */
export function partitionSelectorFor(disk: Disk, { partUuid, number }: Partition): PartitionSelector | null {
  const same = disk.partitions.filter((other) => other.partUuid?.toLowerCase() === partUuid?.toLowerCase());
  // The UUIDs of an MBR are shorter, and no selector; a disk copied onto itself may have one twice.
  const byUuid = partitionSelector.safeParse({ partUuid });
  if (byUuid.success && same.length === 1) return byUuid.data;
  const byNumber = partitionSelector.safeParse({ number });
  return byNumber.success ? byNumber.data : null;
}
