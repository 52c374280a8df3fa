// SPDX-License-Identifier: Apache-2.0
import {
  array,
  boolean,
  constant,
  constantFrom,
  integer,
  nat,
  oneof,
  record,
  shuffledSubarray,
  subarray,
  tuple,
  type Arbitrary,
} from 'fast-check';
import type { Disk, Partition } from '../../core/facts/facts.ts';
import type { MountTables } from '../../core/facts/mount-tables.ts';
import type { FoundSystem } from '../../core/facts/storage-facts.ts';
import { givenDisk, givenPartition } from '../../core/plan/storage/given-disk.ts';
import { typeGuid } from '../../core/plan/storage/partition-role.ts';

const MiB = 1024 ** 2;
const GiB = 1024 ** 3;

const content = constantFrom<Partial<Partition>[]>(
  { fileSystem: 'ntfs', condition: 'clean', minimumBytes: 3 * GiB, usedBytes: 2 * GiB },
  { fileSystem: 'ntfs', condition: 'clean', minimumBytes: 1 * GiB, usedBytes: 1 * GiB },
  { fileSystem: 'ntfs', condition: 'hibernated', minimumBytes: 3 * GiB },
  { fileSystem: 'ext4', condition: 'clean', minimumBytes: 2 * GiB, usedBytes: 2 * GiB },
  { fileSystem: 'ext4', condition: null, minimumBytes: null },
  { fileSystem: 'btrfs', condition: 'clean', minimumBytes: 4 * GiB },
  { fileSystem: 'xfs', condition: 'clean' },
  { fileSystem: 'BitLocker', encryption: 'bitlocker' },
  { fileSystem: 'crypto_LUKS', encryption: 'luks2' },
  { fileSystem: 'swsuspend', condition: 'hibernated' },
  { fileSystem: null },
);

interface Piece {
  readonly gap: number;
  readonly size: number;
  readonly content: Partial<Partition>;
  readonly esp: boolean;
  readonly espUsed: number;
  readonly loaders: Pick<Partition, 'loaders'>;
  readonly flags: string[];
}

/** Places are whole sectors: a table may be as crooked as any that is out there. */
const piece = (sector: number): Arbitrary<Piece> =>
  record({
    // Most partitions stand on whole MiB, some anywhere.
    gap: oneof(
      constant(0),
      integer({ min: 0, max: 40 * 1024 }).map((mib) => mib * MiB),
      integer({ min: 0, max: 5000 }).map((sectors) => sectors * sector),
    ),
    size: oneof(
      integer({ min: 1, max: 60 * 1024 }).map((mib) => mib * MiB),
      integer({ min: 1, max: 10_000_000 }).map((sectors) => sectors * sector),
    ),
    content,
    esp: integer({ min: 0, max: 4 }).map((n) => n === 0),
    espUsed: integer({ min: 0, max: 300 * MiB }),
    loaders: constantFrom<Piece['loaders'][]>(
      {},
      { loaders: ['Microsoft'] },
      { loaders: ['BOOT', 'debian'] },
    ),
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
        ? { type: typeGuid.esp, fileSystem: 'vfat', usedBytes: Math.min(p.espUsed, p.size), ...p.loaders }
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

/** Sectors of the second header and table at a disk's end: 16 KiB of entries and one sector (UEFI, GPT). */
const backupSectors = (sector: number): number => 1 + (16 * 1024) / sector;

const sectorBytes = constantFrom(512, 512, 512, 4096);

/** What few tables are: short of entries, or contradicted by an MBR. */
const gptShape: Arbitrary<Partial<Disk>> = constantFrom<Partial<Disk>[]>(
  {},
  {},
  {},
  {},
  {},
  {},
  { tableEntries: 128 },
  { tableEntries: 128 },
  { tableEntries: 9 },
  { hybridTable: true },
);

/** Any table, with anything in it. */
const anyDisk = (name: string): Arbitrary<Disk> =>
  sectorBytes.chain((sector) =>
    tuple(
      array(piece(sector), { maxLength: 8 }),
      shuffledSubarray([1, 2, 3, 4, 5, 6, 7, 8, 9, 40, 128], { minLength: 8 }),
      integer({ min: 0, max: 120 * 1024 }).map((mib) => mib * MiB),
      nat(4000).map((sectors) => sectors * sector),
      array(constantFrom<FoundSystem['kind'][]>('windows', 'linux'), { maxLength: 2 }),
      constantFrom<(number | null)[]>(null, 512, 512 * 1024, 1.5 * MiB, 33_553_920),
      constantFrom<Disk['table'][]>('gpt', 'gpt', 'gpt', 'gpt', 'gpt', 'gpt', 'dos'),
      constantFrom<Disk['backupTable'][]>('intact', 'intact', 'intact', 'intact', null, 'damaged'),
      record({ usableRead: boolean(), discard: boolean(), gpt: gptShape }),
    ).map(
      ([
        pieces,
        numbers,
        tail,
        crooked,
        kinds,
        optimalIoBytes,
        table,
        backupTable,
        { usableRead, discard, gpt },
      ]) => {
        const partitions = laidOut(name, pieces, numbers);
        const end = partitions.reduce((most, p) => Math.max(most, (p.startBytes ?? 0) + p.sizeBytes), MiB);
        const backupBytes = backupSectors(sector) * sector;
        const sizeBytes = end + tail + crooked + backupBytes + sector;
        return givenDisk({
          name,
          sizeBytes,
          logicalSectorBytes: sector,
          physicalSectorBytes: Math.max(sector, 4096),
          optimalIoBytes,
          table,
          tableId: 'a',
          backupTable,
          usable: usableRead ? { startBytes: MiB, endBytes: sizeBytes - backupBytes } : null,
          discard,
          ...gpt,
          partitions,
          systems: systemsOn(partitions, kinds),
        });
      },
    ),
  );

type Opened = NonNullable<Partition['opened']>;

/** What a passphrase showed of an encrypted root; null: it is not encrypted. */
const locked: Arbitrary<Opened | 'nobody tried' | null> = oneof(
  { weight: 5, arbitrary: constant(null) },
  {
    weight: 1,
    arbitrary: constantFrom<(Opened | 'nobody tried')[]>('nobody tried', { isOpen: false, message: null }),
  },
  {
    weight: 3,
    arbitrary: record({
      fileSystem: constantFrom('ext4', 'ext4', 'ext4', 'btrfs'),
      hasRecoveryKey: boolean(),
      mapper: constantFrom('particleos-root', 'luks-1234'),
      options: subarray(['tries=0', 'discard', 'tpm2-device=auto', 'fido2-device=auto']),
      says: integer({ min: 0, max: 5 }).map((n) => n > 0),
    }).map(({ mapper, options, says, ...rest }) => ({
      isOpen: true as const,
      sizeBytes: 0,
      usedBytes: 0,
      slots: [0, 1],
      unlock: says ? { mapper, options, files: [] } : null,
      ...rest,
    })),
  },
);

function lockedRoot(
  opened: Opened | 'nobody tried',
  sizeBytes: number,
  usedBytes: number,
): Partial<Partition> {
  const found = {
    fileSystem: 'crypto_LUKS',
    encryption: 'luks2' as const,
    uuid: '6b1f4a52-0000-4000-8000-000000000001',
  };
  if (opened === 'nobody tried') return found;
  // Its header takes 16 MiB (LUKS2 On-Disk Format).
  const inside = opened.isOpen ? { ...opened, sizeBytes: sizeBytes - 16 * MiB, usedBytes } : opened;
  return { ...found, opened: inside };
}

const HOME_UUID = '5e0b7d3c-0000-4000-8000-000000000001';
const SWAP_UUID = '5e0b7d3c-0000-4000-8000-000000000002';
const LUKS_UUID = '5e0b7d3c-0000-4000-8000-000000000003';

/** What a system uses beside its own parts; null: nothing. Some of it is there, some is named as it should not be. */
const mountTables: Arbitrary<MountTables | null> = oneof(
  { weight: 1, arbitrary: constant(null) },
  {
    weight: 3,
    arbitrary: record({
      fstab: subarray<readonly [string, string | null]>([
        [`UUID=${HOME_UUID}`, '/home'],
        [`UUID=${HOME_UUID}`, '/var/srv'],
        [`UUID=${SWAP_UUID}`, null],
        ['/dev/mapper/locked', '/srv'],
        ['UUID=inside', '/var/home'],
        ['LABEL=away', '/mnt/away'],
        ['/dev/nvme0n1p5', '/opt'],
        ['/dev/mapper/nobody', '/var/lib/x'],
        ['/var/swap/swapfile', null],
      ]),
      ownVar: constantFrom(null, null, null, `UUID=${HOME_UUID}`, '/dev/sdb1'),
      mapping: constantFrom(`UUID=${LUKS_UUID}`, 'LABEL=locked', '/dev/sdb2', 'UUID=away'),
      key: constantFrom(null, null, '/dev/urandom'),
      hasKeyFile: boolean(),
      resume: constantFrom(null, `UUID=${SWAP_UUID}`, `UUID=${HOME_UUID}`),
    }).map(({ fstab, ownVar, mapping, key, hasKeyFile, resume }) => ({
      fstab: [...fstab, ...(ownVar === null ? [] : [[ownVar, '/var'] as const])].map(([device, place]) => ({
        device,
        place,
        type: place === null ? 'swap' : 'ext4',
        options: ['defaults'],
        passes: 0,
      })),
      crypttab: [{ name: 'locked', device: mapping, key, options: ['luks'] }],
      keyFiles: hasKeyFile
        ? [`ostree/deploy/particleos/deploy/${'a'.repeat(64)}.0/etc/cryptsetup-keys.d/locked.key`]
        : [],
      resume,
      unread: [],
    })),
  },
);

/** A disk as an install of Debian's ostree leaves it: a system whose data can be kept, or that was mounted by somebody. */
const systemDisk = (name: string): Arbitrary<Disk> =>
  tuple(
    sectorBytes,
    integer({ min: 8 * 1024, max: 400 * 1024 }).map((mib) => mib * MiB),
    integer({ min: 0, max: 8 * GiB }),
    integer({ min: 0, max: 900 * MiB }),
    constantFrom('ext4', 'ext4', 'ext4', 'btrfs', 'xfs'),
    boolean(),
    locked,
    mountTables,
  ).map(([sector, rootBytes, usedBytes, bootUsed, fileSystem, isApart, opened, tables]) => {
    const parts: readonly (readonly [keyof typeof typeGuid, number, Partial<Partition>])[] = [
      ['bios-boot', MiB, { fileSystem: null }],
      ['esp', 512 * MiB, { fileSystem: 'vfat', usedBytes: 12 * MiB }],
      ['boot', 1024 * MiB, { fileSystem: 'ext4', usedBytes: bootUsed }],
      [
        'root',
        rootBytes,
        opened === null ? { fileSystem, usedBytes } : lockedRoot(opened, rootBytes, usedBytes),
      ],
      ...(isApart
        ? ([
            ['data', 20 * GiB, { fileSystem: 'ext4', uuid: HOME_UUID }],
            ['swap', 4 * GiB, { fileSystem: 'swap', uuid: SWAP_UUID }],
            [
              'data',
              9 * GiB,
              { fileSystem: 'crypto_LUKS', encryption: 'luks2', uuid: LUKS_UUID, label: 'locked' },
            ],
          ] as const)
        : []),
    ];
    let startBytes = MiB;
    const partitions = parts.map(([role, sizeBytes, known], index) => {
      const made = givenPartition({
        name: `${name}p${index + 1}`,
        number: index + 1,
        startBytes,
        sizeBytes,
        type: typeGuid[role],
        partUuid: `3f0d5c1e-0000-4000-8000-${hex(index + 1)}`,
        ...known,
      });
      startBytes += sizeBytes;
      return made;
    });
    const sizeBytes = startBytes + 2 * MiB;
    const stateroots = [
      {
        name: 'particleos',
        deployments: [{ id: `${'a'.repeat(64)}.0`, imgref: null, version: '1' }],
        ...(tables === null ? {} : { tables }),
      },
    ];
    return givenDisk({
      name,
      sizeBytes,
      logicalSectorBytes: sector,
      physicalSectorBytes: 4096,
      table: 'gpt',
      tableId: 'a',
      backupTable: 'intact',
      usable: { startBytes: MiB, endBytes: sizeBytes - backupSectors(sector) * sector },
      partitions,
      systems: [
        {
          kind: 'ostree',
          name: 'ParticleOS',
          version: '1',
          partitions: [`${name}p4`, `${name}p3`],
          esp: `${name}p2`,
          stateroots,
        },
      ],
    });
  });

export const diskNamed = (name: string): Arbitrary<Disk> =>
  oneof({ weight: 5, arbitrary: anyDisk(name) }, { weight: 2, arbitrary: systemDisk(name) });
