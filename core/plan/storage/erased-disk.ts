// SPDX-License-Identifier: Apache-2.0
import { identityOf } from '../../facts/disk-identity.ts';
import type { Disk } from '../../facts/facts.ts';
import { alignDown, alignmentOf, alignUp } from './alignment.ts';
import type { LayoutDisk, PlannedPartition } from './layout.ts';
import { partitionPath } from './partition-path.ts';
import { typeGuid, type UsedRole } from './partition-role.ts';
import { TAIL_BYTES } from './partition-sizes.ts';

/** A partition to be made. */
export interface WantedPartition {
  readonly role: UsedRole;
  /** Null: all that is left. */
  readonly sizeBytes: number | null;
  readonly label: string;
  readonly typeGuid?: string;
  readonly flags?: readonly string[];
}

/** The label that a partition of a role gets. */
export function labelOf(role: UsedRole): string {
  return `particleos-${role}`;
}

/** A partition that is new, at a place of the disk. */
export function newPartition(
  disk: Pick<Disk, 'path'>,
  number: number,
  wanted: WantedPartition,
  place: { startBytes: number; sizeBytes: number },
): PlannedPartition {
  return {
    number,
    role: wanted.role,
    action: 'create',
    typeGuid: wanted.typeGuid ?? typeGuid[wanted.role],
    label: wanted.label,
    ...place,
    path: partitionPath(disk.path, number),
    partUuid: null,
    flags: [...(wanted.flags ?? [])],
    was: null,
  };
}

/**
 * A disk with a new table: the wanted partitions one after the other, one of them in all that is left.
 * Precondition: what has a size fits, checked by the planner.
 */
export function erasedDisk(disk: Disk, wanted: readonly WantedPartition[]): LayoutDisk {
  const alignment = alignmentOf(disk);
  const endBytes = alignDown(disk.sizeBytes - TAIL_BYTES, alignment);
  const fixedBytes = wanted.reduce((sum, { sizeBytes }) => sum + alignUp(sizeBytes ?? 0, alignment), 0);
  let startBytes = alignment;
  const partitions = wanted.map((partition, index) => {
    const sizeBytes = partition.sizeBytes ?? endBytes - alignment - fixedBytes;
    const made = newPartition(disk, index + 1, partition, { startBytes, sizeBytes });
    startBytes += alignUp(sizeBytes, alignment);
    return made;
  });
  return {
    identity: identityOf(disk),
    table: 'new',
    sectorBytes: disk.logicalSectorBytes,
    discard: false,
    partitions,
  };
}
