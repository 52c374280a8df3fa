// SPDX-License-Identifier: Apache-2.0
import {
  boolean,
  constant,
  constantFrom,
  integer,
  oneof,
  option,
  record,
  tuple,
  uniqueArray,
  type Arbitrary,
} from 'fast-check';
import { readFileSync } from 'node:fs';
import { factsSchema, type Disk, type Facts, type Holder } from '../../core/facts/facts.ts';
import type { ImageContent } from '../../core/facts/image-content.ts';
import type { Volume } from '../../core/facts/storage-facts.ts';
import type { EncryptionRequest } from '../../core/request/encryption-request.ts';
import type { FileSystemRequest, LayoutRequest, SwapRequest } from '../../core/request/layout-request.ts';
import type { Request } from '../../core/request/request.ts';
import { diskNamed } from './disk-arbitraries.ts';
import { layoutFor, MOUNTED_AT } from './layout-arbitraries.ts';

function readFacts(scenario: string): Facts {
  const file = new URL(`../fixtures/plans/${scenario}/facts.json`, import.meta.url);
  return factsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** The same machine with other files in its image. */
function withContent(facts: Facts, changes: Partial<ImageContent>): Facts {
  const { image } = facts;
  if (image?.content == null) throw new Error('the fixture has no content');
  return { ...facts, image: { ...image, content: { ...image.content, ...changes } } };
}

const [ostree, bootc] = [readFacts('encrypted-ostree'), readFacts('encrypted-bootc')];

/** Images for both engines, most of which can ask for a passphrase; one is read through fs-verity. */
const machines = [
  readFacts('windows-erased'),
  readFacts('bootc-store-to-disk'),
  withContent(ostree, {
    programs: [...(ostree.image?.content?.programs ?? []), 'mdadm'],
    zramGenerator: true,
  }),
  withContent(ostree, {
    programs: [...(ostree.image?.content?.programs ?? []), 'mdadm'],
    zramGenerator: true,
  }),
  bootc,
  withContent(bootc, { composefs: 'verity', zramGenerator: false }),
];

const encryption: Arbitrary<EncryptionRequest> = record({
  recoveryKey: constantFrom({ show: true as const }, { stick: 'KEYS' }),
  tpm2: option(
    record({
      pcrs: uniqueArray(integer({ min: 0, max: 23 }), { minLength: 1, maxLength: 3 }),
      pin: boolean(),
    }),
    { nil: undefined },
  ),
  fido2: boolean(),
  discard: boolean(),
}).map(({ tpm2, ...rest }) => ({
  kind: 'luks2',
  passphraseSecret: 'disk',
  ...rest,
  ...(tpm2 === undefined ? {} : { tpm2 }),
}));

const swapSize = constantFrom('1 GiB', '3.5 GiB', '9 GiB');
const swap: Arbitrary<SwapRequest> = constantFrom<SwapRequest['kind'][]>(
  'partition',
  'partition',
  'file',
  'zram',
  'none',
).chain((kind) =>
  record({ size: option(swapSize, { nil: undefined }), hibernate: boolean() }).map(
    ({ size, hibernate }): SwapRequest => {
      if (kind === 'none') return { kind };
      const sized = size === undefined ? {} : { size };
      return kind === 'partition'
        ? { kind, ...sized, ...(hibernate ? { hibernate } : {}) }
        : { kind, ...sized };
    },
  ),
);

const fileSystem: Arbitrary<FileSystemRequest> = record(
  {
    subvolumes: constantFrom(
      [{ name: '@', mount: '/' as const }],
      [
        { name: '@', mount: '/' as const },
        { name: '@home', mount: '/home' },
        { name: '@srv', mount: '/srv' },
      ],
    ),
    compression: constantFrom('zstd:3', 'none', 'lzo'),
  },
  { requiredKeys: [] },
);

/** What keeps the disks busy. */
interface InUse {
  readonly holders: (disk: Disk) => Holder[];
  readonly volumes: Volume[];
}

const free: InUse = { holders: () => [], volumes: [] };

const volume = (kind: Volume['kind'], name: string, path: string, members: string[]): Volume => {
  const unknown = { uuid: null, level: null, fileSystem: 'ext4', sizeBytes: 2 ** 30 };
  return { kind, name, path, members, ...unknown };
};

interface Busy {
  readonly mirror: boolean;
  readonly swap: boolean;
  readonly home: boolean;
  /** Index of the disk that alone is in use by what is no mirror; null: both are. */
  readonly only: 0 | 1 | null;
}

/** Everything that can be let go of, below one mirror of both disks, and at times what cannot. */
function inUse(disks: readonly Disk[], what: Busy): InUse {
  const first = (disk: Disk): string => disk.partitions[0]?.name ?? disk.name;
  const members = disks.map(first);
  const isUsed = (disk: Disk): boolean => what.only === null || disks[what.only] === disk;
  return {
    holders: (disk) => [
      ...(what.swap && isUsed(disk) ? [{ kind: 'swap' as const, name: 'swap', device: first(disk) }] : []),
      ...(what.home && isUsed(disk) ? [{ kind: 'mount' as const, name: '/home', device: first(disk) }] : []),
      ...(what.mirror
        ? [
            { kind: 'device' as const, name: 'md127', device: first(disk) },
            { kind: 'device' as const, name: 'luks-old', device: 'md127' },
            { kind: 'mount' as const, name: '/media/ada/old', device: 'luks-old' },
          ]
        : []),
    ],
    volumes: what.mirror
      ? [
          volume('md', 'md127', '/dev/md127', members),
          volume('luks', 'luks-old', '/dev/mapper/luks-old', ['md127']),
        ]
      : [],
  };
}

/** What somebody mounted for the layout `mounted`: root, /boot, ESP, and what is apart. */
function mountedOn(disk: Disk): Holder[] {
  const places = [null, '/boot/efi', '/boot', '', '/home'];
  return disk.partitions.flatMap(({ name }, index): Holder[] => {
    const place = places[index];
    return place == null ? [] : [{ kind: 'mount', name: `${MOUNTED_AT}${place}`, device: name }];
  });
}

/** Asked for in some of the cases only, so that most can be planned. */
const seldom = <T>(of: Arbitrary<T>, oneIn: number): Arbitrary<T | undefined> =>
  oneof({ weight: oneIn - 1, arbitrary: constant(undefined) }, { weight: 1, arbitrary: of });

/** Beside the layout: what the image can do most of the time, and else now and then, to be refused. */
const wishesFor = ({ tools, image }: Facts) => {
  const isBootc = image?.bootc === true;
  return record({
    encryption: seldom(encryption, tools.cryptsetup === true ? 2 : 30),
    swap: seldom(swap, 3),
    fileSystem: seldom(fileSystem, isBootc ? 6 : 60),
    rootFileSystem: seldom(constantFrom('ext4' as const, 'btrfs' as const, 'xfs' as const), isBootc ? 3 : 20),
    releaseDisk: seldom(boolean(), 4),
  });
};
type Wishes = ReturnType<typeof wishesFor> extends Arbitrary<infer T> ? T : never;

function requestOf(layout: LayoutRequest, asked: Wishes): Request {
  // Options are for btrfs: asked for on others they are refused, which is worth a try and no more.
  const rootFileSystem =
    asked.fileSystem === undefined ? asked.rootFileSystem : (asked.rootFileSystem ?? 'btrfs');
  const known = Object.entries({ ...asked, rootFileSystem }).filter(([, value]) => value !== undefined);
  return { version: 1, disk: { serial: 'S-nvme0n1' }, layout, ...Object.fromEntries(known) };
}

/** A machine with two disks, and a layout that is asked of the first; a good part of them cannot be made. */
export const machineAndLayout: Arbitrary<{ facts: Facts; request: Request }> = tuple(
  diskNamed('nvme0n1'),
  diskNamed('nvme1n1'),
  constantFrom(...machines),
  constantFrom<Facts['firmware'][]>(
    { kind: 'uefi', secureBoot: false },
    { kind: 'uefi', secureBoot: false },
    { kind: 'uefi', secureBoot: false },
    { kind: 'bios', secureBoot: false },
    null,
  ),
  seldom(
    record({
      only: constantFrom(0 as const, 1 as const, 1 as const, null),
      mirror: integer({ min: 0, max: 2 }).map((n) => n === 0),
      swap: boolean(),
      home: integer({ min: 0, max: 5 }).map((n) => n === 0),
    }),
    5,
  ),
  record({
    tpm2: integer({ min: 0, max: 9 }).map((n) => n > 0),
    asksPin: integer({ min: 0, max: 9 }).map((n) => n === 0),
  }),
).chain(([disk, other, machine, firmware, busy, { tpm2, asksPin }]) =>
  tuple(layoutFor(disk, other), wishesFor(machine)).map(([layout, asked]) => {
    const use = busy === undefined ? free : inUse([disk, other], busy);
    const mounted = layout.kind === 'mounted' ? mountedOn(disk) : [];
    // A disk in use is asked for without leave only now and then: that it is refused is soon seen.
    const releaseDisk = asked.releaseDisk ?? (use !== free && layout.kind !== 'mounted' ? true : undefined);
    const disks = [
      { ...disk, holders: layout.kind === 'mounted' ? mounted : use.holders(disk) },
      { ...other, holders: layout.kind === 'mounted' ? [] : use.holders(other) },
    ];
    const volumes = layout.kind === 'mounted' ? [] : use.volumes;
    const securityKeys = [{ path: '/dev/hidraw1', asksPin }];
    return {
      facts: { ...machine, firmware, tpm2, securityKeys, disks, volumes },
      request: requestOf(layout, { ...asked, releaseDisk }),
    };
  }),
);
