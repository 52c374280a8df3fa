// SPDX-License-Identifier: Apache-2.0
import type { Disk, Partition } from '../../facts/facts.ts';
import type { Layout, LayoutDisk } from './layout.ts';

/** A partition as a person would name it. */
export function partitionContent(p: Partition): string {
  const what = p.fileSystem ?? 'unknown content';
  const label = p.label ?? p.partLabel;
  return `${p.name}: ${what}${label === null ? '' : ` "${label}"`}`;
}

/** What erasing this disk loses, one line each. */
export function contentLost(disk: Disk): string[] {
  if (disk.partitions.length === 0) return disk.content === null ? [] : [`${disk.content} on the whole disk`];
  return disk.partitions.map(partitionContent);
}

function lostOn(planned: LayoutDisk, disk: Disk): string[] {
  if (planned.table === 'new') return contentLost(disk);
  const gone = planned.partitions.filter(({ action }) => ['delete', 'format'].includes(action));
  return disk.partitions.filter((p) => gone.some(({ number }) => number === p.number)).map(partitionContent);
}

/** What a layout really loses: all of a disk with a new table, what is deleted or formatted on one that is kept. */
export function lostBy({ disks }: Layout, found: readonly Disk[]): string[] {
  return disks.flatMap((planned) => {
    const disk = found.find(({ path }) => path === planned.identity.path);
    return disk === undefined ? [] : lostOn(planned, disk);
  });
}
