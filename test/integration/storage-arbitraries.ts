// SPDX-License-Identifier: Apache-2.0
import {
  array,
  boolean,
  constant,
  constantFrom,
  integer,
  nat,
  oneof,
  option,
  record,
  shuffledSubarray,
  tuple,
  type Arbitrary,
} from 'fast-check';
import { readFileSync } from 'node:fs';
import { factsSchema, type Disk, type Facts, type Partition } from '../../core/facts/facts.ts';
import type { FoundSystem } from '../../core/facts/storage-facts.ts';
import { givenDisk, givenPartition } from '../../core/plan/storage/given-disk.ts';
import { typeGuid } from '../../core/plan/storage/partition-role.ts';
import type { LayoutRequest, ManualPartition, PartitionSelector } from '../../core/request/layout-request.ts';
import type { Request } from '../../core/request/request.ts';

const MiB = 1024 ** 2;
const GiB = 1024 ** 3;

/** Sector of 512 bytes for all that is about places: a table may be as crooked as any that is out there. */
const SECTOR = 512;

const content = constantFrom<Partial<Partition>[]>(
  { fileSystem: 'ntfs', condition: 'clean', minimumBytes: 3 * GiB, usedBytes: 2 * GiB },
  { fileSystem: 'ntfs', condition: 'clean', minimumBytes: 1 * GiB, usedBytes: 1 * GiB },
  { fileSystem: 'ntfs', condition: 'hibernated', minimumBytes: 3 * GiB },
  { fileSystem: 'ext4', condition: 'clean', minimumBytes: 2 * GiB, usedBytes: 2 * GiB },
  { fileSystem: 'ext4', condition: null, minimumBytes: null },
  { fileSystem: 'btrfs', condition: 'clean', minimumBytes: 4 * GiB },
  { fileSystem: 'xfs', condition: 'clean' },
  { fileSystem: 'BitLocker', encryption: 'bitlocker' },
  { fileSystem: null },
);

interface Piece {
  readonly gap: number;
  readonly size: number;
  readonly content: Partial<Partition>;
  readonly esp: boolean;
  readonly espUsed: number;
  readonly flags: string[];
}

const piece: Arbitrary<Piece> = record({
  // Most partitions stand on whole MiB, some anywhere.
  gap: oneof(
    constant(0),
    integer({ min: 0, max: 40 * 1024 }).map((mib) => mib * MiB),
    integer({ min: 0, max: 5000 }).map((sectors) => sectors * SECTOR),
  ),
  size: oneof(
    integer({ min: 1, max: 60 * 1024 }).map((mib) => mib * MiB),
    integer({ min: 1, max: 10_000_000 }).map((sectors) => sectors * SECTOR),
  ),
  content,
  esp: integer({ min: 0, max: 4 }).map((n) => n === 0),
  espUsed: integer({ min: 0, max: 300 * MiB }),
  flags: constantFrom<string[][]>([], ['RequiredPartition'], ['GUID:63']),
});

function hex(number: number): string {
  return number.toString(16).padStart(12, '0');
}

/** Partitions one after the other, numbers in any order. */
function laidOut(name: string, pieces: readonly Piece[], numbers: readonly number[]): Partition[] {
  let at = MiB;
  return pieces.map((p, index) => {
    const startBytes = at + p.gap;
    at = startBytes + p.size;
    const number = numbers[index] ?? index + 1;
    return givenPartition({
      name: `${name}p${number}`,
      number,
      startBytes,
      sizeBytes: p.size,
      partUuid: `3f0d5c1e-0000-4000-8000-${hex(index + 1)}`,
      partLabel: index % 2 === 0 ? null : `part "${index}"`.replaceAll('"', "'"),
      flags: p.flags,
      ...(p.esp
        ? { type: typeGuid.esp, fileSystem: 'vfat', usedBytes: Math.min(p.espUsed, p.size) }
        : p.content),
    });
  });
}

function systemsOn(partitions: readonly Partition[], kinds: readonly FoundSystem['kind'][]): FoundSystem[] {
  const esp = partitions.find(({ type }) => type === typeGuid.esp)?.name ?? null;
  const roots = partitions.filter(({ type }) => type !== typeGuid.esp);
  return kinds.flatMap((kind, index) => {
    const root = roots[index];
    return root === undefined
      ? []
      : [{ kind, name: kind, version: null, partitions: [root.name], esp, stateroots: [] }];
  });
}

const diskNamed = (name: string): Arbitrary<Disk> =>
  tuple(
    array(piece, { maxLength: 8 }),
    shuffledSubarray([1, 2, 3, 4, 5, 6, 7, 8, 9, 40, 128], { minLength: 8 }),
    integer({ min: 0, max: 120 * 1024 }).map((mib) => mib * MiB),
    nat(4000).map((sectors) => sectors * SECTOR),
    array(constantFrom<FoundSystem['kind'][]>('windows', 'linux'), { maxLength: 2 }),
    constantFrom<(number | null)[]>(null, 512, 512 * 1024, 1.5 * MiB, 33_553_920),
    constantFrom<Disk['table'][]>('gpt', 'gpt', 'gpt', 'gpt', 'gpt', 'gpt', 'dos'),
    constantFrom<Disk['backupTable'][]>('intact', 'intact', 'intact', 'intact', null, 'damaged'),
    boolean(),
  ).map(([pieces, numbers, tail, crooked, kinds, optimalIoBytes, table, backupTable, usableRead]) => {
    const partitions = laidOut(name, pieces, numbers);
    const end = partitions.reduce((most, p) => Math.max(most, (p.startBytes ?? 0) + p.sizeBytes), MiB);
    const sizeBytes = end + tail + crooked + 34 * SECTOR;
    return givenDisk({
      name,
      sizeBytes,
      optimalIoBytes,
      table,
      tableId: 'a',
      backupTable,
      usable: usableRead ? { startBytes: MiB, endBytes: sizeBytes - 33 * SECTOR } : null,
      partitions,
      systems: systemsOn(partitions, kinds),
    });
  });

/** A partition of the disk, at times one that is not there. */
function selectorFor(disk: Disk): Arbitrary<PartitionSelector> {
  const known = disk.partitions.flatMap(({ number, partUuid }): PartitionSelector[] => [
    ...(number === null ? [] : [{ number }]),
    ...(partUuid === null ? [] : [{ partUuid: partUuid.toUpperCase() }]),
  ]);
  return oneof(
    { weight: 30, arbitrary: known.length === 0 ? constant({ number: 77 }) : constantFrom(...known) },
    { weight: 1, arbitrary: constant({ number: 77 }) },
  );
}

const size = oneof(
  integer({ min: 1, max: 80 * 1024 }).map((mib) => `${mib} MiB`),
  integer({ min: 1, max: 80 }).map((gib) => `${gib}.5 GiB`),
  integer({ min: 1, max: 80 * GiB }),
);

function manualLine(disk: Disk): Arbitrary<ManualPartition> {
  const partition = selectorFor(disk);
  const data = {
    mount: constantFrom('/home', '/var', '/srv'),
    fileSystem: constantFrom('ext4', 'xfs'),
  } as const;
  const creation = (role: 'data' | 'swap' | 'bios-boot'): Arbitrary<ManualPartition> =>
    record({
      action: constant('create' as const),
      role: constant(role),
      size,
      ...(role === 'data' ? data : {}),
    });
  return oneof(
    creation('swap'),
    creation('data'),
    creation('bios-boot'),
    record({ action: constant('delete' as const), partition }),
    record({ action: constant('resize' as const), partition, to: size }),
    record({ action: constant('resize' as const), partition, to: size, mount: data.mount }),
    record({ action: constant('format' as const), partition, role: constant('data' as const), ...data }),
    record({
      action: constant('format' as const),
      partition,
      role: constant('data' as const),
      ...data,
      label: constantFrom('photos', 'old files'),
      flags: constantFrom<('RequiredPartition' | 'LegacyBIOSBootable')[]>([], ['LegacyBIOSBootable']),
    }),
    record({ action: constant('keep' as const), partition, role: constant('esp' as const) }),
  );
}

/** Lines that can be a system, with others among them that may spoil it. */
function manualLines(disk: Disk, table: 'keep' | 'new'): Arbitrary<ManualPartition[]> {
  const system: ManualPartition[] = [
    { action: 'create', role: 'esp', size: '600 MiB' },
    { action: 'create', role: 'boot', size: '1 GiB' },
    { action: 'create', role: 'root' },
    { action: 'create', role: 'bios-boot', size: '1 MiB' },
  ];
  const others = array(manualLine(disk), { maxLength: table === 'new' ? 2 : 4 }).map((lines) =>
    lines.filter(({ action }) => table === 'keep' || action === 'create'),
  );
  return others.map((lines) => [...lines, ...system]);
}

/** What can be shrunk most of the time, to a size that is most of the time large enough. */
function alongside(disk: Disk): Arbitrary<LayoutRequest> {
  const shrinkable = disk.partitions.filter(
    ({ minimumBytes, condition, sizeBytes }) =>
      minimumBytes !== null && condition === 'clean' && minimumBytes < sizeBytes,
  );
  const anything = tuple(selectorFor(disk), size).map(([shrink, to]): LayoutRequest => ({
    kind: 'alongside',
    shrink,
    to,
  }));
  if (shrinkable.length === 0) return anything;
  const fitting = constantFrom(...shrinkable).chain(({ number, minimumBytes, sizeBytes }) =>
    integer({ min: minimumBytes ?? 1, max: sizeBytes }).map((to): LayoutRequest => ({
      kind: 'alongside',
      shrink: { number: number ?? 1 },
      to,
    })),
  );
  return oneof({ weight: 4, arbitrary: fitting }, { weight: 1, arbitrary: anything });
}

function layoutFor(disk: Disk, other: Disk): Arbitrary<LayoutRequest> {
  const partition = selectorFor(disk);
  const separate = option(
    oneof(
      constant([{ disk: { serial: `S-${other.name}` }, mount: '/home' }]),
      selectorFor(other).map((keep) => [{ disk: { serial: `S-${other.name}` }, mount: '/srv', keep }]),
    ),
    { nil: undefined, freq: 3 },
  );
  const withSeparate = <T extends object>(of: Arbitrary<T>): Arbitrary<T> =>
    tuple(of, separate).map(([layout, more]) =>
      more === undefined ? layout : { ...layout, separate: more },
    );
  const manual = constantFrom('keep' as const, 'new' as const).chain((table) =>
    tuple(manualLines(disk, table), option(manualLine(other), { nil: undefined, freq: 2 })).map(
      ([partitions, line]): LayoutRequest => ({
        kind: 'manual',
        disks: [
          { disk: { serial: `S-${disk.name}` }, table, partitions },
          ...(line === undefined
            ? []
            : [{ disk: { serial: `S-${other.name}` }, table: 'keep' as const, partitions: [line] }]),
        ],
      }),
    ),
  );
  return oneof(
    withSeparate(constant<LayoutRequest>({ kind: 'erase', discard: true })),
    withSeparate(constant<LayoutRequest>({ kind: 'free-space' })),
    withSeparate(size.map((bytes): LayoutRequest => ({ kind: 'free-space', size: bytes }))),
    withSeparate(alongside(disk)),
    withSeparate(alongside(disk)),
    withSeparate(partition.map((system): LayoutRequest => ({ kind: 'replace', system }))),
    withSeparate(
      array(partition, { minLength: 1, maxLength: 3 }).map((partitions): LayoutRequest => ({
        kind: 'replace',
        partitions,
      })),
    ),
    manual,
  );
}

function readFacts(scenario: string): Facts {
  const file = new URL(`../fixtures/plans/${scenario}/facts.json`, import.meta.url);
  return factsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

const machines = [readFacts('windows-erased'), readFacts('bootc-store-to-disk')] as const;

/** A machine with two disks, and a layout that is asked of the first; a good part of them cannot be made. */
export const machineAndLayout: Arbitrary<{ facts: Facts; request: Request }> = tuple(
  diskNamed('nvme0n1'),
  diskNamed('nvme1n1'),
  constantFrom(...machines),
  constantFrom<Facts['firmware'][]>(
    { kind: 'uefi', secureBoot: false },
    { kind: 'uefi', secureBoot: false },
    { kind: 'bios', secureBoot: false },
    null,
  ),
).chain(([disk, other, machine, firmware]) =>
  layoutFor(disk, other).map((layout) => ({
    facts: { ...machine, firmware, disks: [disk, other] },
    request: { version: 1 as const, disk: { serial: 'S-nvme0n1' }, layout },
  })),
);
