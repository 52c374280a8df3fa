// SPDX-License-Identifier: Apache-2.0
import {
  array,
  boolean,
  constant,
  constantFrom,
  integer,
  oneof,
  option,
  record,
  tuple,
  type Arbitrary,
} from 'fast-check';
import type { Disk } from '../../core/facts/facts.ts';
import { typeGuid } from '../../core/plan/storage/partition-role.ts';
import type { LayoutRequest, ManualPartition, PartitionSelector } from '../../core/request/layout-request.ts';

const GiB = 1024 ** 3;

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
    fileSystem: constantFrom('ext4', 'xfs', 'btrfs'),
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
  const system = (fileSystem: 'ext4' | 'btrfs' | 'xfs' | undefined): ManualPartition[] => [
    { action: 'create', role: 'esp', size: '600 MiB' },
    { action: 'create', role: 'boot', size: '1 GiB' },
    { action: 'create', role: 'root', ...(fileSystem === undefined ? {} : { fileSystem }) },
    { action: 'create', role: 'bios-boot', size: '1 MiB' },
  ];
  const others = array(manualLine(disk), { maxLength: table === 'new' ? 2 : 4 }).map((lines) =>
    lines.filter(({ action }) => table === 'keep' || action === 'create'),
  );
  const root = constantFrom(
    undefined,
    undefined,
    undefined,
    'ext4' as const,
    'btrfs' as const,
    'xfs' as const,
  );
  // /boot of its own is for GRUB; bootc refuses one.
  return tuple(others, root, boolean()).map(([lines, fileSystem, hasBoot]) => [
    ...lines,
    ...system(fileSystem).filter((line) => hasBoot || !('role' in line) || line.role !== 'boot'),
  ]);
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

/** The system that is there, most of the time. */
function keepData(disk: Disk): Arbitrary<LayoutRequest> {
  const place = constantFrom(undefined, 'beside' as const, 'instead' as const);
  const root = disk.partitions.find(({ type }) => type === typeGuid.root)?.number;
  const system = root == null ? selectorFor(disk) : constant({ number: root });
  const isLocked = disk.partitions.some(({ fileSystem }) => fileSystem === 'crypto_LUKS');
  const secret = isLocked ? constantFrom('disk', 'disk', 'disk', undefined) : constant(undefined);
  return tuple(system, place, secret).map(([found, where, passphraseSecret]): LayoutRequest => ({
    kind: 'keep-data',
    system: found,
    ...(where === undefined ? {} : { place: where }),
    ...(passphraseSecret === undefined ? {} : { passphraseSecret }),
  }));
}

/** Where somebody else has mounted the new root. */
export const MOUNTED_AT = '/mnt/target';

/** Any layout that makes the root anew. */
function anyLayout(disk: Disk, other: Disk): Arbitrary<LayoutRequest> {
  const partition = selectorFor(disk);
  const separate = option(
    oneof(
      constant([{ disk: { serial: `S-${other.name}` }, mount: '/home' }]),
      selectorFor(other).map((keep) => [{ disk: { serial: `S-${other.name}` }, mount: '/srv', keep }]),
    ),
    { nil: undefined, freq: 2 },
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
    boolean().chain((discard) =>
      withSeparate(constant<LayoutRequest>({ kind: 'erase', ...(discard ? { discard } : {}) })),
    ),
    boolean().map((discard): LayoutRequest => ({
      kind: 'erase',
      raid1: [{ serial: `S-${other.name}` }],
      ...(discard ? { discard } : {}),
    })),
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

/** A layout for a disk; one of ours is kept or mounted most of the time, and others are now and then. */
export function layoutFor(disk: Disk, other: Disk): Arbitrary<LayoutRequest> {
  const kept = [keepData(disk), constant<LayoutRequest>({ kind: 'mounted', root: MOUNTED_AT })];
  const isOurs = disk.systems.some(({ kind }) => kind === 'ostree');
  if (isOurs) return oneof(...kept, keepData(disk), anyLayout(disk, other));
  return oneof(
    { weight: 40, arbitrary: anyLayout(disk, other) },
    ...kept.map((arbitrary) => ({ weight: 1, arbitrary })),
  );
}
