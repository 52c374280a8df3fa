// SPDX-License-Identifier: Apache-2.0
import type { LayoutDisk, PlannedPartition } from './layout.ts';

/** A value in an sfdisk script: quoted where it is no plain word (sfdisk(8), "name=", "attrs="). */
function quoted(text: string): string {
  return /^[\w.-]+$/.test(text) ? text : `"${text}"`;
}

function sectors(bytes: number, { sectorBytes }: LayoutDisk): number {
  return bytes / sectorBytes;
}

/** One partition as a line of sfdisk(8), places in sectors. */
function line(disk: LayoutDisk, p: PlannedPartition): string {
  return [
    `start=${sectors(p.startBytes, disk)}`,
    `size=${sectors(p.sizeBytes, disk)}`,
    ...(p.typeGuid === null ? [] : [`type=${p.typeGuid}`]),
    ...(p.label === null ? [] : [`name=${quoted(p.label)}`]),
    ...(p.flags.length === 0 ? [] : [`attrs=${quoted(p.flags.join(' '))}`]),
  ].join(', ');
}

/** A whole new table as input of sfdisk(8). */
export function newTableScript(disk: LayoutDisk): string {
  return ['label: gpt', 'unit: sectors', '', ...disk.partitions.map((p) => line(disk, p)), ''].join('\n');
}

/** What is added to a table that is kept, with the number of each partition: input of `sfdisk --append`. */
export function appendScript(disk: LayoutDisk): string {
  const made = disk.partitions.filter(({ action }) => action === 'create');
  return [...made.map((p) => `${p.number} : ${line(disk, p)}`), ''].join('\n');
}

/** The new size of one partition, all else as it is: input of `sfdisk -N`. */
export function resizeScript(disk: LayoutDisk, p: PlannedPartition): string {
  return `size=${sectors(p.sizeBytes, disk)}\n`;
}
