// SPDX-License-Identifier: Apache-2.0
import type { Disk, Partition } from '../../facts/facts.ts';
import { contentInWords } from '../../facts/partition-in-words.ts';
import { systemInWords } from '../../facts/system-in-words.ts';
import type { Layout, LayoutDisk } from './layout.ts';

/** Systems by the partition, or disk, that their root is on. */
function systemsAt({ systems }: Disk, name: string): string[] {
  return systems.filter(({ partitions }) => partitions[0] === name).map(systemInWords);
}

/** A partition as a person would name it: the system where its root is on it, and what it holds. */
function partitionContent(disk: Disk, partition: Partition): string {
  const found = systemsAt(disk, partition.name);
  const content = contentInWords(partition);
  return `${partition.name}: ${found.length === 0 ? content : `${found.join(' and ')} (${content})`}`;
}

/** What erasing this disk loses, one line each. */
export function contentLost(disk: Disk): string[] {
  if (disk.partitions.length === 0) {
    const found = systemsAt(disk, disk.name);
    if (found.length > 0) return [`${found.join(' and ')} on the whole disk`];
    return disk.content === null ? [] : [`${disk.content} on the whole disk`];
  }
  return disk.partitions.map((partition) => partitionContent(disk, partition));
}

function lostOn(planned: LayoutDisk, disk: Disk): string[] {
  if (planned.table === 'new') return contentLost(disk);
  const gone = planned.partitions.filter(({ action }) => ['delete', 'format'].includes(action));
  return disk.partitions
    .filter((p) => gone.some(({ number }) => number === p.number))
    .map((p) => partitionContent(disk, p));
}

/** What a layout really loses: all of a disk with a new table, what is deleted or formatted on one that is kept. */
export function lostBy({ disks }: Layout, found: readonly Disk[]): string[] {
  return disks.flatMap((planned) => {
    const disk = found.find(({ path }) => path === planned.identity.path);
    return disk === undefined ? [] : lostOn(planned, disk);
  });
}
