// SPDX-License-Identifier: Apache-2.0
import { describeDisk, identityOf } from '../../facts/disk-identity.ts';
import type { Disk, Partition } from '../../facts/facts.ts';
import { errorIssue, type Issue } from '../../issues/issue.ts';
import { bytesOf } from '../../request/byte-size.ts';
import type { ManualDisk, ManualPartition } from '../../request/layout-request.ts';
import { alignDown, alignmentOf, alignUp } from './alignment.ts';
import { checkGrow, checkShrink, shrunkBytes } from './check-resize.ts';
import { newPartition, labelOf } from './erased-disk.ts';
import { selectPartition } from './find-partition.ts';
import { bytesIn, type Region } from './free-regions.ts';
import {
  checkChangedTable,
  checkKeptTable,
  foundPartitions,
  freeNumbers,
  inDiskOrder,
  largestRegion,
  regionsAfter,
  type Change,
} from './kept-table.ts';
import type { LayoutDisk, PlannedPartition } from './layout.ts';
import { partitionPath } from './partition-path.ts';
import { typeForUse } from './partition-role.ts';
import { TAIL_BYTES } from './partition-sizes.ts';

type Path = Issue['path'];
type Creation = Extract<ManualPartition, { action: 'create' }>;

/** A table made by hand, and by the number of a partition the line of the request that says what it is for. */
export interface EditedTable {
  /** Null: it cannot be made. */
  readonly disk: LayoutDisk | null;
  readonly lineOf: ReadonlyMap<number, number>;
  readonly issues: readonly Issue[];
}

/** The disk as a new table finds it: nothing on it, room from the first aligned byte to before the second table. */
function emptied(disk: Disk): Disk {
  const usable = { startBytes: alignmentOf(disk), endBytes: disk.sizeBytes - TAIL_BYTES };
  const { tableEntries: _entries, ...rest } = disk;
  return { ...rest, partitions: [], usable };
}

/** What a line writes into the entry of a partition; attributes that no request names stay (GUID:60 and the like). */
function entryOf(line: ManualPartition, { flags: found, type }: Partition): Pick<Change, 'entry'> {
  if (line.action !== 'format') return {};
  const { label, flags } = line;
  const others = found.filter((flag) => flag.startsWith('GUID:'));
  const needed = typeForUse(line.role, type);
  const entry = {
    ...(needed === null ? {} : { typeGuid: needed }),
    ...(label === undefined ? {} : { label }),
    ...(flags === undefined ? {} : { flags: [...flags, ...others] }),
  };
  return Object.keys(entry).length === 0 ? {} : { entry };
}

/** What the lines do to partitions that are there, by number; the same one may not be named twice. */
function readChanges(
  disk: Disk,
  lines: readonly ManualPartition[],
  path: Path,
): { changes: Map<number, Change & { line: number }>; issues: Issue[] } {
  const changes = new Map<number, Change & { line: number }>();
  const issues: Issue[] = [];
  for (const [line, partition] of lines.entries()) {
    if (partition.action === 'create') continue;
    const at = [...path, line];
    const found = selectPartition(disk, partition.partition, [...at, 'partition']);
    if ('code' in found) {
      issues.push(found);
      continue;
    }
    const number = found.number ?? 0;
    if (changes.has(number)) issues.push(errorIssue('layout-partition-twice', at, { partition: found.name }));
    const change = { action: partition.action, line };
    if ('role' in partition)
      changes.set(number, { ...change, role: partition.role, ...entryOf(partition, found) });
    else if (partition.action === 'delete') changes.set(number, change);
    else {
      const toBytes = bytesOf(partition.to);
      const used = partition.mount === undefined ? {} : ({ role: 'data' } as const);
      changes.set(number, { ...change, ...used, sizeBytes: toBytes });
    }
  }
  return { changes, issues };
}

/** Bytes from the start of a partition to the next one that stays, or to the end of the table. */
function roomFrom(disk: Disk, p: Partition, changes: ReadonlyMap<number, Change>): number {
  const others = foundPartitions(disk, changes).filter(({ number }) => number !== p.number);
  const start = p.startBytes ?? 0;
  const region = regionsAfter(disk, others).find(
    ({ startBytes, endBytes }) => startBytes <= alignUp(start, alignmentOf(disk)) && endBytes > start,
  );
  return region === undefined ? p.sizeBytes : region.endBytes - start;
}

/** Settles the sizes of resized partitions, and says what stands against them. */
function checkSizes(disk: Disk, changes: Map<number, Change & { line: number }>, path: Path): Issue[] {
  return [...changes].flatMap(([number, change]) => {
    const found = disk.partitions.find((p) => p.number === number);
    if (change.action !== 'resize' || change.sizeBytes === undefined || found === undefined) return [];
    const at = [...path, change.line, 'to'];
    const sizeBytes = shrunkBytes(change.sizeBytes);
    changes.set(number, { ...change, sizeBytes });
    return sizeBytes <= found.sizeBytes
      ? checkShrink(found, sizeBytes, at)
      : checkGrow(found, sizeBytes, roomFrom(disk, found, changes), at);
  });
}

/** Where a new partition goes; null when there is no room. */
function placeOf(
  { size, start }: Creation,
  regions: readonly Region[],
  alignment: number,
): { startBytes: number; sizeBytes: number } | null {
  const asked = size === undefined ? null : alignUp(bytesOf(size), alignment);
  if (start !== undefined) {
    const startBytes = alignUp(bytesOf(start), alignment);
    const region = regions.find((r) => r.startBytes <= startBytes && startBytes < r.endBytes);
    if (region === undefined) return null;
    const sizeBytes = asked ?? region.endBytes - startBytes;
    return startBytes + sizeBytes <= region.endBytes ? { startBytes, sizeBytes } : null;
  }
  const region =
    asked === null ? largestRegion(regions) : regions.find((candidate) => bytesIn(candidate) >= asked);
  if (region === undefined || bytesIn(region) === 0) return null;
  return { startBytes: region.startBytes, sizeBytes: asked ?? bytesIn(region) };
}

/** Those with a place first, then those with a size, then what takes all that is left; else as they are written. */
function inOrderOfPlacing(lines: readonly ManualPartition[]): [number, Creation][] {
  const rank = ({ start, size }: Creation): number => (start !== undefined ? 0 : size !== undefined ? 1 : 2);
  return [...lines.entries()]
    .flatMap(([line, p]): [number, Creation][] => (p.action === 'create' ? [[line, p]] : []))
    .sort(([, a], [, b]) => rank(a) - rank(b));
}

/** The table of one disk as the lines of a request make it. path: where the lines stand in the request. */
export function editTable(found: Disk, request: ManualDisk, path: Path): EditedTable {
  const isNew = request.table === 'new';
  const disk = isNew ? emptied(found) : found;
  const name = describeDisk(found);
  const isChanged = request.partitions.some(({ action }) => action !== 'keep');
  const issues = isNew ? [] : isChanged ? checkChangedTable(disk) : checkKeptTable(disk);
  const refused = (): boolean => issues.some(({ severity }) => severity === 'error');
  if (refused()) return { disk: null, lineOf: new Map(), issues };
  const { changes, issues: unread } = readChanges(disk, request.partitions, path);
  issues.push(...unread, ...checkSizes(disk, changes, path));
  const partitions = foundPartitions(disk, changes);
  const lines = new Map<PlannedPartition, number>();
  for (const p of partitions) {
    const line = changes.get(p.number)?.line;
    if (line !== undefined && p.action !== 'delete') lines.set(p, line);
  }
  const alignment = alignmentOf(disk);
  for (const [line, creation] of inOrderOfPlacing(request.partitions)) {
    const regions = regionsAfter(disk, partitions);
    const place = placeOf(creation, regions, alignment);
    const [number] = freeNumbers(disk, partitions, 1);
    if (place === null || number === undefined) {
      const neededBytes = creation.size === undefined ? alignment : bytesOf(creation.size);
      const foundBytes = alignDown(bytesIn(largestRegion(regions)), alignment);
      const { role } = creation;
      issues.push(
        number === undefined
          ? errorIssue('partition-numbers-full', [...path, line], { disk: name, count: 1 })
          : errorIssue('partition-no-room', [...path, line], { disk: name, role, neededBytes, foundBytes }),
      );
      continue;
    }
    const { role, label = labelOf(role), flags = [] } = creation;
    const made = newPartition(disk, number, { role, sizeBytes: place.sizeBytes, label, flags }, place);
    partitions.push(made);
    lines.set(made, line);
  }
  if (refused()) return { disk: null, lineOf: new Map(), issues };
  const ordered = inDiskOrder(partitions);
  // sfdisk numbers the lines of a new table as they come.
  const numberOf = (p: PlannedPartition): number => (isNew ? ordered.indexOf(p) + 1 : p.number);
  const planned: LayoutDisk = {
    identity: identityOf(found),
    table: isNew ? 'new' : 'kept',
    sectorBytes: disk.logicalSectorBytes,
    discard: false,
    partitions: ordered.map((p) => ({
      ...p,
      number: numberOf(p),
      path: partitionPath(found.path, numberOf(p)),
    })),
  };
  const lineOf = new Map([...lines].map(([p, line]) => [numberOf(p), line]));
  return { disk: planned, lineOf, issues };
}
