// SPDX-License-Identifier: Apache-2.0
import type { Disk, Partition } from '../../core/facts/facts.ts';
import type { LayoutDisk, PlannedPartition } from '../../core/plan/storage/layout.ts';

function isMade(planned: PlannedPartition, found: Partition | undefined): boolean {
  return (
    found?.startBytes === planned.startBytes &&
    found.sizeBytes === planned.sizeBytes &&
    (planned.typeGuid === null || found.type === planned.typeGuid)
  );
}

/** Words for the first partition that is not as the install wrote it; null: all are. */
export function tableChange(layout: LayoutDisk, disk: Disk): string | null {
  const partitions = layout.partitions.filter(({ action }) => action !== 'delete');
  for (const planned of partitions) {
    const found = disk.partitions.find(({ number }) => number === planned.number);
    if (!isMade(planned, found)) return `partition ${planned.number} is not the one that the install made`;
  }
  const more = disk.partitions.length - partitions.length;
  return more === 0 ? null : `it has ${more} partitions more than the install made`;
}

/** Before or after any of the steps that change a table which is kept, each partition is an old one or a planned one. */
function isOldOrMade({ number, startBytes, sizeBytes }: Partition, { partitions }: LayoutDisk): boolean {
  return partitions.some(
    (planned) =>
      planned.number === number &&
      planned.startBytes === startBytes &&
      [planned.sizeBytes, planned.was?.sizeBytes].includes(sizeBytes),
  );
}

/**
 * What is wrong with a table that an install may have been cut off at; null: it is the old one, the new one, or something
 * on the way. Whatever else is there, somebody has made since, and what is in it was never agreed to be lost.
 */
export function begunChange(layout: LayoutDisk, disk: Disk): string | null {
  const isOld = disk.tableId === layout.identity.tableId;
  if (layout.table === 'new') {
    // The old one is taken away before the new one is there (sfdisk(8), --wipe).
    const isNone = disk.table === null && disk.content === null;
    return isOld || isNone ? null : tableChange(layout, disk);
  }
  if (!isOld) return 'it has another partition table';
  const foreign = disk.partitions.find((partition) => !isOldOrMade(partition, layout));
  return foreign === undefined
    ? null
    : `partition ${foreign.number ?? foreign.name} was neither there before nor made by the install`;
}
