// SPDX-License-Identifier: Apache-2.0
import { describeDisk, identityOf } from '../../facts/disk-identity.ts';
import type { Disk, Partition } from '../../facts/facts.ts';
import { errorIssue, uncheckedIssue, type Issue } from '../../issues/issue.ts';
import { alignmentOf, alignUp } from './alignment.ts';
import { newPartition, type WantedPartition } from './erased-disk.ts';
import { bytesIn, freeRegions, usableRegion, type Region } from './free-regions.ts';
import type { LayoutDisk, PlannedPartition } from './layout.ts';
import { partitionPath } from './partition-path.ts';
import type { PartitionRole } from './partition-role.ts';

/** Entries of the table that a GPT has where nobody chose otherwise. */
export const MOST_PARTITIONS = 128;

/** Two partitions that lie over each other: what is written to one is written to the other. Null: none do. */
function overlapping({ partitions }: Disk): { partition: string; other: string } | null {
  let last: Partition | undefined;
  const endOf = (p: Partition): number => (p.startBytes ?? 0) + p.sizeBytes;
  for (const p of partitions.toSorted((a, b) => (a.startBytes ?? 0) - (b.startBytes ?? 0))) {
    if (last !== undefined && endOf(last) > (p.startBytes ?? 0) && p.sizeBytes > 0)
      return { partition: last.name, other: p.name };
    if (last === undefined || endOf(p) > endOf(last)) last = p;
  }
  return null;
}

/** Why nothing can be added to the table of this disk. */
export function checkKeptTable(disk: Disk): Issue[] {
  const name = describeDisk(disk);
  const at = ['layout'];
  if (disk.table !== 'gpt') {
    const tables: Readonly<Record<string, string>> = { dos: 'an MBR' };
    const table = disk.table === null ? 'no partition table' : (tables[disk.table] ?? disk.table);
    return [errorIssue('layout-needs-gpt', at, { disk: name, table })];
  }
  if (disk.backupTable === 'damaged' || disk.backupTable === 'missing')
    return [errorIssue('layout-table-damaged', at, { disk: name, state: disk.backupTable })];
  if (disk.partitions.some(({ number, startBytes }) => number === null || startBytes === null))
    return [errorIssue('layout-table-unread', at, { disk: name })];
  const over = overlapping(disk);
  if (over !== null) return [errorIssue('layout-table-overlap', at, { disk: name, ...over })];
  return disk.usable === null || disk.backupTable === null
    ? [uncheckedIssue('layout-table-unread', at, { disk: name })]
    : [];
}

/** Why nothing in the table of this disk can be changed: sfdisk writes the GPT, and leaves a second opinion as it was. */
export function checkChangedTable(disk: Disk): Issue[] {
  const hybrid = errorIssue('layout-table-hybrid', ['layout'], { disk: describeDisk(disk) });
  return [...checkKeptTable(disk), ...(disk.hybridTable === true ? [hybrid] : [])];
}

/** What becomes of a partition that is there. */
export interface Change {
  readonly action: PlannedPartition['action'];
  readonly role?: PartitionRole;
  /** Of resize. */
  readonly sizeBytes?: number;
  /** What is written anew into its entry of the table. */
  readonly entry?: PlannedPartition['entry'];
}

/** What becomes of the partitions of a disk, by their numbers; those that are not named are kept. */
export type Changes = ReadonlyMap<number, Change>;

/** A partition that is there as the layout has it. Precondition: checkKeptTable found no error. */
export function foundPartition(
  disk: Disk,
  p: Partition,
  change: Change = { action: 'keep' },
): PlannedPartition {
  const number = p.number ?? 0;
  const { entry } = change;
  return {
    number,
    role: change.role ?? 'other',
    action: change.action,
    typeGuid: entry?.typeGuid ?? p.type?.toLowerCase() ?? null,
    label: entry?.label ?? p.partLabel,
    startBytes: p.startBytes ?? 0,
    sizeBytes: change.sizeBytes ?? p.sizeBytes,
    path: partitionPath(disk.path, number),
    partUuid: p.partUuid,
    flags: entry?.flags ?? p.flags,
    was: { sizeBytes: p.sizeBytes, fileSystem: p.fileSystem },
    ...(entry === undefined ? {} : { entry }),
  };
}

/** Every partition that is there, with what becomes of it. */
export function foundPartitions(disk: Disk, changes: Changes): PlannedPartition[] {
  return disk.partitions.map((p) => foundPartition(disk, p, changes.get(p.number ?? 0)));
}

/** A disk that stays as it is but for what becomes of its partitions. */
export function keptDisk(disk: Disk, changes: Changes): LayoutDisk {
  return {
    identity: identityOf(disk),
    table: 'kept',
    sectorBytes: disk.logicalSectorBytes,
    discard: false,
    partitions: foundPartitions(disk, changes),
  };
}

/** The free regions of a table once the changes are made, in disk order. */
export function regionsAfter(disk: Disk, partitions: readonly PlannedPartition[]): Region[] {
  const taken = partitions
    .filter(({ action }) => action !== 'delete')
    .map(({ startBytes, sizeBytes }) => ({ startBytes, endBytes: startBytes + sizeBytes }));
  return freeRegions(usableRegion(disk), taken, alignmentOf(disk));
}

/** The largest region, the first of several; an empty one when there is none. */
export function largestRegion(regions: readonly Region[]): Region {
  return regions.reduce((best, region) => (bytesIn(region) > bytesIn(best) ? region : best), {
    startBytes: 0,
    endBytes: 0,
  });
}

/** The lowest numbers that no partition has, those that go included: sfdisk takes them in the same order. */
export function freeNumbers(
  { tableEntries = MOST_PARTITIONS }: Pick<Disk, 'tableEntries'>,
  partitions: readonly PlannedPartition[],
  count: number,
): number[] {
  const used = new Set(partitions.filter(({ action }) => action !== 'delete').map(({ number }) => number));
  // Where they are too few, sfdisk makes what fits and calls it a success.
  const all = Array.from({ length: Math.min(tableEntries, MOST_PARTITIONS) }, (_, index) => index + 1);
  return all.filter((number) => !used.has(number)).slice(0, count);
}

/** Bytes that the wanted partitions take together, one of them with what it needs at least. */
export function bytesWanted(
  wanted: readonly WantedPartition[],
  restBytes: number,
  alignment: number,
): number {
  return wanted.reduce((sum, { sizeBytes }) => sum + alignUp(sizeBytes ?? restBytes, alignment), 0);
}

/** New partitions one after the other in a region; one without a size takes all that is left. */
export function placeIn(
  disk: Disk,
  region: Region,
  wanted: readonly WantedPartition[],
  numbers: readonly number[],
): PlannedPartition[] {
  const alignment = alignmentOf(disk);
  const rest = bytesIn(region) - bytesWanted(wanted, 0, alignment);
  let { startBytes } = region;
  return wanted.map((partition, index) => {
    const sizeBytes = partition.sizeBytes ?? rest;
    const made = newPartition(disk, numbers[index] ?? 0, partition, { startBytes, sizeBytes });
    startBytes += alignUp(sizeBytes, alignment);
    return made;
  });
}

/** In disk order; what goes stands before what comes in its place. */
export function inDiskOrder(partitions: readonly PlannedPartition[]): PlannedPartition[] {
  const going = (p: PlannedPartition): number => (p.action === 'delete' ? 0 : 1);
  return [...partitions].sort((a, b) => a.startBytes - b.startBytes || going(a) - going(b));
}
