// SPDX-License-Identifier: Apache-2.0
import { describeDisk, identityOf } from '../../facts/disk-identity.ts';
import type { Disk } from '../../facts/facts.ts';
import { errorIssue, type Issue } from '../../issues/issue.ts';
import { bytesOf, type ByteSize } from '../../request/byte-size.ts';
import { alignDown, alignmentOf, alignUp } from './alignment.ts';
import { chooseEsp } from './choose-esp.ts';
import { bytesIn, type Region } from './free-regions.ts';
import {
  bytesWanted,
  checkChangedTable,
  foundPartitions,
  freeNumbers,
  inDiskOrder,
  largestRegion,
  placeIn,
  regionsAfter,
  type Change,
} from './kept-table.ts';
import { refusedLayout, type LaidOut, type LayoutQuestion } from './layout-question.ts';
import type { Layout, LayoutDisk, PlannedPartition } from './layout.ts';
import { typeGuid, type UsedRole } from './partition-role.ts';
import { plainLayout, systemFileSystems, systemPartitions } from './system-partitions.ts';

/** What a layout beside other systems changes first, and how much it takes. */
export interface Beside {
  readonly kind: Layout['kind'];
  /** What becomes of partitions that are there, by number. */
  readonly changes: ReadonlyMap<number, Change>;
  /** Size of the root; undefined: all of the largest free region. */
  readonly rootSize?: ByteSize | undefined;
  /** Where the free region begins that is taken; undefined: the largest one is. */
  readonly after?: number;
}

const at = ['layout'];

/** By BIOS there is one boot code on a disk, and it belongs to whoever is there. gone: numbers of what is not, any more. */
export function checkBios(disk: Disk, gone: ReadonlySet<number>): Issue[] {
  const systems = disk.systems.some(({ partitions }) =>
    disk.partitions.some((p) => p.name === partitions[0] && !gone.has(p.number ?? 0)),
  );
  return systems ? [errorIssue('layout-bios-beside', at, { disk: describeDisk(disk) })] : [];
}

/** Where a loader may stand whose system nobody has seen, ours takes no place by itself. */
function checkBiosBeside(disk: Disk, gone: ReadonlySet<number>): Issue[] {
  const others = disk.partitions.some(
    (p) => !gone.has(p.number ?? 0) && p.type?.toLowerCase() === typeGuid['bios-boot'],
  );
  return others
    ? [errorIssue('layout-bios-beside', at, { disk: describeDisk(disk) })]
    : checkBios(disk, gone);
}

/** The size that was asked for, and why it is too small. */
function rootSize(question: LayoutQuestion, asked: ByteSize | undefined): [number | null, Issue[]] {
  if (asked === undefined) return [null, []];
  const foundBytes = alignUp(bytesOf(asked), alignmentOf(question.disk));
  const neededBytes = question.rootBytes;
  if (foundBytes >= neededBytes) return [foundBytes, []];
  const missingBytes = neededBytes - foundBytes;
  const params = { role: 'root', foundBytes, neededBytes, missingBytes };
  return [foundBytes, [errorIssue('partition-too-small', [...at, 'size'], params)]];
}

/**
 * Where the system may go. Where something is removed for it, that is its place, however much is free elsewhere; what is
 * free beside it is taken only when the place alone is too small.
 */
function placesIn(
  regions: readonly Region[],
  { disk, found, neededBytes }: { disk: Disk; found: readonly PlannedPartition[]; neededBytes: number },
): readonly Region[] {
  const going = found.filter(({ action }) => action === 'delete');
  if (going.length === 0) return regions;
  const alignment = alignmentOf(disk);
  return regions.flatMap((region): Region[] => {
    const inside = going.filter(
      (p) => p.startBytes < region.endBytes && p.startBytes + p.sizeBytes > region.startBytes,
    );
    if (inside.length === 0) return [];
    const ends = inside.map((p) => p.startBytes + p.sizeBytes);
    const place = {
      startBytes: Math.max(
        region.startBytes,
        alignUp(Math.min(...inside.map((p) => p.startBytes)), alignment),
      ),
      endBytes: Math.min(region.endBytes, alignDown(Math.max(...ends), alignment)),
    };
    return [bytesIn(place) < neededBytes ? region : place];
  });
}

/** The system in the largest free region of a table that is kept. */
export function besideLayout(question: LayoutQuestion, beside: Beside): LaidOut {
  const { disk, scheme, facts, rootFileSystem, rootBytes } = question;
  const issues = checkChangedTable(disk);
  if (issues.some(({ severity }) => severity === 'error')) return refusedLayout(...issues);
  const gone = new Set(
    [...beside.changes].filter(([, { action }]) => action === 'delete').map(([number]) => number),
  );
  const bios = facts.firmware?.kind === 'bios';
  if (bios) issues.push(...checkBiosBeside(disk, gone));
  const { esp, shared, issues: espIssues } = chooseEsp(question, gone);
  const [asked, sizeIssues] = rootSize(question, beside.rootSize);
  issues.push(...espIssues, ...sizeIssues);
  const changes = new Map(beside.changes);
  if (esp !== null) changes.set(esp.number ?? 0, { action: 'keep', role: 'esp' });
  const found = foundPartitions(disk, changes);
  const leftOut: UsedRole[] = [
    ...(bios ? [] : ['bios-boot' as const]),
    ...(esp === null ? [] : ['esp' as const]),
  ];
  const wanted = systemPartitions(scheme, asked, question.swapBytes ?? null, leftOut);
  const { after } = beside;
  const neededBytes = bytesWanted(wanted, rootBytes, alignmentOf(disk));
  const regions = placesIn(regionsAfter(disk, found), { disk, found, neededBytes });
  const region = largestRegion(
    after === undefined ? regions : regions.filter(({ startBytes }) => startBytes >= after).slice(0, 1),
  );
  const foundBytes = bytesIn(region);
  if (foundBytes < neededBytes) {
    const missingBytes = neededBytes - foundBytes;
    const params = { disk: describeDisk(disk), foundBytes, neededBytes, missingBytes };
    issues.push(errorIssue('free-space-small', at, params));
  }
  const numbers = freeNumbers(disk, found, wanted.length);
  if (numbers.length < wanted.length) {
    const count = wanted.length;
    issues.push(errorIssue('partition-numbers-full', at, { disk: describeDisk(disk), count }));
  }
  if (issues.some(({ severity }) => severity === 'error')) return refusedLayout(...issues);
  const planned: LayoutDisk = {
    identity: identityOf(disk),
    table: 'kept',
    sectorBytes: disk.logicalSectorBytes,
    discard: false,
    partitions: inDiskOrder([...found, ...placeIn(disk, region, wanted, numbers)]),
  };
  const fileSystems = systemFileSystems(planned.partitions, rootFileSystem);
  return {
    layout: { ...plainLayout, kind: beside.kind, disks: [planned], fileSystems, sharedEsp: shared },
    issues,
  };
}
