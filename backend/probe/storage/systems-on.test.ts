// SPDX-License-Identifier: Apache-2.0
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { diskSchema, type Disk, type Partition } from '../../../core/facts/facts.ts';
import { systemSchema, unreadContent, unreadStorage } from '../../../core/facts/storage-facts.ts';
import { RealRunner } from '../../runner/real-runner.ts';
import { foundFiles } from './found-files.ts';
import { lookInside } from './look-inside.ts';
import type { Look } from './look.ts';
import { systemsOn } from './systems-on.ts';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'look-'));
});
// A starved disk takes its time.
afterEach(() => rm(directory, { recursive: true }), 60_000);

const ESP = 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b';
const BASIC = 'ebd0a0a2-b9e5-4433-87c0-68b6b72699c7';
const MSR = 'e3c9e316-0b5c-4db8-817d-f92df00215ae';
const LINUX = '0fc63daf-8483-4772-8e79-3d69d8477de4';

const partition = (number: number, changes: Partial<Partition>): Partition => ({
  name: `sda${number}`,
  number,
  startBytes: number * 2 ** 30,
  sizeBytes: 2 ** 30,
  type: LINUX,
  partUuid: `part-${number}`,
  partLabel: null,
  fileSystem: 'ext4',
  label: null,
  uuid: `uuid-${number}`,
  ...unreadContent(),
  ...changes,
});

const diskOf = (partitions: Partition[]): Disk => ({
  name: 'sda',
  path: '/dev/sda',
  byId: [],
  serial: '1',
  wwn: null,
  model: null,
  vendor: null,
  bus: 'sata',
  rotational: false,
  removable: false,
  readOnly: false,
  sizeBytes: 2 ** 36,
  logicalSectorBytes: 512,
  physicalSectorBytes: 512,
  table: 'gpt',
  tableId: 't',
  content: null,
  partitions,
  holders: [],
  unsuitable: null,
  ...unreadStorage(),
});

type Tree = Readonly<Record<string, string>>;

/** Looks into a directory with these files as the probe looks into a mounted file system. */
async function lookAt(number: number, tree: Tree, fileSystem = 'ext4'): Promise<Look> {
  const root = join(directory, `sda${number}`);
  for (const [path, text] of Object.entries(tree)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    if (text.startsWith('-> ')) await symlink(text.slice(3), join(root, path));
    else await writeFile(join(root, path), text);
  }
  const found = await lookInside(new RealRunner(), { directory: root, fileSystem });
  if (found === null) throw new Error('nothing was found');
  return { partition: `sda${number}`, uuid: `uuid-${number}`, found };
}

const microsoft: Tree = { 'EFI/Microsoft/Boot/bootmgfw.efi': 'MZ', 'EFI/Boot/bootx64.efi': 'MZ' };
const windowsTree = (build: string): Tree => ({
  'Windows/System32/ntoskrnl.exe': 'MZ',
  [`Windows/servicing/Version/10.0.19041.1/x`]: '',
  [`Windows/servicing/Version/${build}/x`]: '',
});
const debian = 'PRETTY_NAME="Debian GNU/Linux 13 (trixie)"\nID=debian\nVERSION_ID="13"\n';

describe('Windows', () => {
  const disk = diskOf([
    partition(1, { type: ESP, fileSystem: 'vfat' }),
    partition(2, { type: MSR, fileSystem: null }),
    partition(3, { type: BASIC, fileSystem: 'ntfs' }),
    partition(4, { type: BASIC, fileSystem: 'ntfs' }),
  ]);

  test.each([
    ['10.0.22631.3085', 'Windows 11'],
    ['10.0.19041.3803', 'Windows 10'],
  ])('of build %s is %s, with its loader and helpers', async (build, name) => {
    const looks = [
      await lookAt(1, microsoft),
      await lookAt(3, windowsTree(build)),
      await lookAt(4, { 'a.txt': '' }),
    ];
    expect(systemsOn(disk, looks)).toEqual([
      { kind: 'windows', name, version: build, partitions: ['sda3', 'sda2'], esp: 'sda1', stateroots: [] },
    ]);
  });

  test('as Windows 7 wrote its directories', async () => {
    const tree = { 'WINDOWS/system32/ntoskrnl.exe': 'MZ', 'WINDOWS/Servicing/Version/6.1.7601.17514/x': '' };
    expect(systemsOn(disk, [await lookAt(3, tree)])).toMatchObject([{ name: 'Windows 7', esp: null }]);
  });

  test('behind BitLocker is known by its loader', async () => {
    const locked = diskOf(
      disk.partitions.map((one) => (one.number === 3 ? { ...one, encryption: 'bitlocker' as const } : one)),
    );
    const esp = await lookAt(1, microsoft);
    expect(systemsOn(locked, [esp])).toMatchObject([
      { kind: 'windows', name: 'Windows', version: null, partitions: ['sda3', 'sda2'], esp: 'sda1' },
    ]);
    // A locked data disk without a loader is no system.
    expect(systemsOn(locked, [])).toEqual([]);
  });

  test('twice on a disk: nobody can say whose the helpers are', async () => {
    const looks = [
      await lookAt(3, windowsTree('10.0.22631.1')),
      await lookAt(4, windowsTree('10.0.19045.1')),
    ];
    expect(systemsOn(disk, looks).map(({ partitions }) => partitions)).toEqual([['sda3'], ['sda4']]);
  });
});

describe('Linux', () => {
  const disk = diskOf([
    partition(1, { type: ESP, fileSystem: 'vfat' }),
    partition(2, {}),
    partition(3, {}),
    partition(4, {}),
    partition(5, { fileSystem: 'btrfs' }),
  ]);

  test('owns what its fstab mounts for the system alone', async () => {
    const fstab = [
      '# comment',
      'UUID=uuid-2 / ext4 defaults 0 1',
      'PARTUUID="PART-3" /boot ext4 defaults 0 1',
      'UUID=uuid-4 /home ext4 defaults 0 1',
      'UUID=uuid-1 /boot/efi vfat umask=0077 0 1',
      '/dev/sda5 /mnt/data btrfs nofail 0 0',
    ].join('\n');
    const root = await lookAt(2, {
      'usr/lib/os-release': debian,
      'etc/os-release': '-> ../usr/lib/os-release',
      'etc/fstab': fstab,
    });
    const esp = await lookAt(1, { ...microsoft, 'EFI/debian/shimx64.efi': 'MZ' });
    expect(systemsOn(disk, [esp, root])).toEqual([
      {
        kind: 'linux',
        name: 'Debian GNU/Linux 13 (trixie)',
        version: '13',
        partitions: ['sda2', 'sda3'],
        esp: 'sda1',
        stateroots: [],
      },
    ]);
  });

  test('in subvolumes of a btrfs; a snapshot of it is not another one', async () => {
    const look = await lookAt(
      5,
      { '@/usr/lib/os-release': debian, '@snapshot/usr/lib/os-release': debian, '@home/x': '' },
      'btrfs',
    );
    expect(systemsOn(disk, [look])).toMatchObject([
      { name: 'Debian GNU/Linux 13 (trixie)', partitions: ['sda5'] },
    ]);
  });

  test('is not looked for outside of its file system', async () => {
    await writeFile(join(directory, 'outside'), 'NAME=secret\n');
    const look = await lookAt(2, {
      'etc/os-release': `-> ${join(directory, 'outside')}`,
      'etc/fstab': '-> ../../outside',
      'usr/lib/os-release': '-> /etc/os-release',
    });
    expect([...look.found.files]).toEqual([]);
  });

  test('speaks one plain line whatever its files say', async () => {
    const look = await lookAt(2, {
      'usr/lib/os-release': `NAME="\u001b[31mEvil\u202e\u0007${'x'.repeat(300)}"\n`,
    });
    expect(systemsOn(disk, [look])[0]?.name).toBe(`[31mEvil${'x'.repeat(92)}`);
  });
});

describe('deployments', () => {
  const sum = (digit: string): string => digit.repeat(64);
  const origin = (image: string): string =>
    `[origin]\ncontainer-image-reference=ostree-unverified-image:${image}\n`;
  const disk = diskOf([
    partition(1, { type: ESP, fileSystem: 'vfat' }),
    partition(2, { partLabel: 'particleos-boot' }),
    partition(3, { partLabel: 'particleos-root' }),
  ]);

  test('of ostree, in several stateroots, with the boot partition whose entries lead there', async () => {
    const at = (name: string, id: string): string => `ostree/deploy/${name}/deploy/${id}`;
    const root = await lookAt(3, {
      [`${at('particleos', `${sum('a')}.0`)}.origin`]: origin('docker://r.example/os:1'),
      [`${at('particleos', `${sum('a')}.0`)}/usr/lib/os-release`]: `${debian}IMAGE_VERSION=42\n`,
      [`${at('particleos', `${sum('b')}.1`)}.origin`]: '[origin]\nrefspec=debian:x\n',
      [`${at('particleos', `${sum('b')}.1`)}/usr/lib/os-release`]: debian,
      [`${at('other', `${sum('c')}.0`)}.origin`]: origin('docker://r.example/other'),
    });
    const boot = await lookAt(2, {
      'loader/entries/ostree-1.conf': 'title Debian\noptions root=UUID=uuid-3 rw ostree=x\n',
    });
    const esp = await lookAt(1, { 'EFI/debian/shimx64.efi': 'MZ', 'EFI/BOOT/BOOTX64.EFI': 'MZ' });
    expect(systemsOn(disk, [esp, boot, root])).toEqual([
      {
        kind: 'ostree',
        name: 'Debian GNU/Linux 13 (trixie)',
        version: null,
        partitions: ['sda3', 'sda2'],
        esp: 'sda1',
        stateroots: [
          {
            name: 'other',
            deployments: [
              {
                id: `${sum('c')}.0`,
                imgref: 'ostree-unverified-image:docker://r.example/other',
                version: null,
              },
            ],
          },
          {
            name: 'particleos',
            deployments: [
              {
                id: `${sum('a')}.0`,
                imgref: 'ostree-unverified-image:docker://r.example/os:1',
                version: '42',
              },
              { id: `${sum('b')}.1`, imgref: null, version: '13' },
            ],
          },
        ],
      },
    ]);
  });

  test('what the newest of ostree has beside its parts is read, with its mappings and keys', async () => {
    const inside = (digit: string): string => `ostree/deploy/particleos/deploy/${sum(digit)}.0`;
    const now = `${inside('b')}/etc`;
    const root = await lookAt(3, {
      [`${inside('a')}.origin`]: '[origin]\n',
      [`${inside('a')}/etc/fstab`]: 'UUID=1 /var/old ext4 defaults 0 2\n',
      [`${inside('b')}.origin`]: '[origin]\n',
      [`${now}/fstab`]: 'UUID=uuid-2 /boot ext4 defaults 0 2\nUUID=1 /var/home ext4 defaults 0 2\n',
      [`${now}/crypttab`]: 'home UUID=2 none luks\n',
      [`${now}/cryptsetup-keys.d/home.key`]: 'secret',
      [`${now}/cryptsetup-keys.d/$(reboot).key`]: 'secret',
      'ostree/boot.1': '-> boot.1.1',
      'ostree/boot.1.1/particleos/sum/0': `-> ../../../deploy/particleos/deploy/${sum('b')}.0`,
    });
    const boot = await lookAt(2, {
      'loader/entries/ostree-2.conf':
        'version 2\noptions rw ostree=/ostree/boot.1/particleos/sum/0 resume=UUID=swap\n',
      'loader/entries/ostree-1.conf': 'version 1\noptions rw ostree=/ostree/boot.1/particleos/gone/0\n',
    });
    // Of a key only its name leaves the disk.
    expect(root.found.files.get(`${now}/cryptsetup-keys.d/home.key`)).toBe('');
    expect(systemsOn(disk, [boot, root])).toMatchObject([
      {
        kind: 'ostree',
        stateroots: [
          {
            tables: {
              fstab: [{ device: 'UUID=1', place: '/var/home' }],
              crypttab: [{ name: 'home', device: 'UUID=2', key: null, options: ['luks'] }],
              keyFiles: [`${now}/cryptsetup-keys.d/home.key`],
              resume: 'UUID=swap',
              unread: [],
            },
          },
        ],
      },
    ]);
  });

  test("of bootc's composefs are named by their boot entries", async () => {
    const id = sum('d').repeat(2);
    const root = await lookAt(3, {
      [`state/deploy/${id}/${id}.origin`]:
        '[origin]\ncontainer-image-reference = ostree-unverified-image:docker://r.example/os:1\n',
      'state/os/default/var/x': '',
    });
    const esp = await lookAt(1, {
      'EFI/systemd/systemd-bootx64.efi': 'MZ',
      'loader/entries/bootc-1.conf': `title Corona 7\nversion 7.1\noptions composefs=?${id} rw\n`,
    });
    expect(systemsOn(disk, [esp, root])).toEqual([
      {
        kind: 'bootc',
        name: 'Corona 7',
        version: '7.1',
        partitions: ['sda3'],
        esp: 'sda1',
        stateroots: [
          {
            name: 'default',
            deployments: [{ id, imgref: 'ostree-unverified-image:docker://r.example/os:1', version: '7.1' }],
          },
        ],
      },
    ]);
  });

  test('with bootc in them are of bootc', async () => {
    const inside = `ostree/deploy/default/deploy/${sum('a')}.0`;
    const look = await lookAt(3, {
      [`${inside}.origin`]: origin('docker://r/o'),
      [`${inside}/usr/bin/bootc`]: '',
    });
    expect(systemsOn(disk, [look])).toMatchObject([{ kind: 'bootc', name: 'a bootc system' }]);
  });
});

test('macOS is known by the types of its partitions', () => {
  const disk = diskOf([
    partition(1, { type: ESP, fileSystem: 'vfat' }),
    partition(2, { type: '7c3457ef-0000-11aa-aa11-00306543ecac', fileSystem: 'apfs' }),
  ]);
  expect(systemsOn(disk, [])).toMatchObject([{ kind: 'macos', name: 'macOS', partitions: ['sda2'] }]);
});

test('a mounted file system says how much it holds', async () => {
  const { found } = await lookAt(2, { a: '' });
  expect(found.usedBytes).toBeGreaterThan(0);
});

test('whatever a look brings, no reader crashes and facts stay facts', () => {
  const disk = diskOf([
    partition(1, { type: ESP, fileSystem: 'vfat' }),
    partition(2, { encryption: 'bitlocker' }),
  ]);
  const paths = fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.constantFrom(
      'usr/lib/os-release',
      'etc/os-release',
      'etc/fstab',
      'loader/entries/a.conf',
      'EFI/debian',
      'EFI/Microsoft/Boot/bootmgfw.efi',
      'Windows/System32/ntoskrnl.exe',
      'Windows/servicing/Version/10.0',
      'Windows/servicing/Version/....',
      'ostree/deploy/a/deploy/b.0.origin',
      'ostree/deploy/a/deploy/b.0/etc/fstab',
      'ostree/deploy/a/deploy/b.0/etc/crypttab',
      'ostree/deploy/a/deploy/b.0/etc/cryptsetup-keys.d/x.key',
      'ostree/boot.0',
      'ostree/boot.0.1/a/c/0',
      'state/deploy/x/x.origin',
      'space',
      'minimum',
    ),
  );
  const texts = fc.oneof(
    fc.string({ maxLength: 60, unit: 'binary' }),
    fc.constantFrom(
      debian,
      'UUID=uuid-1 / x',
      'options composefs=x root=UUID=uuid-2',
      'options ostree=/ostree/boot.0/a/c/0 resume=UUID=1',
      'boot.0.1',
      '../../../deploy/a/deploy/b.0',
      'UUID=1 /var/home ext4',
      'home UUID=2 none luks',
      '4096 1 2',
      '-1 bytes',
    ),
  );
  const printed = fc
    .array(fc.tuple(paths, texts), { maxLength: 12 })
    .map((pairs) => pairs.map(([path, text]) => `${path}\0${text}\0`).join(''));
  const check = (text: string, cut: number): void => {
    const found = foundFiles(text.slice(0, Math.floor(cut * text.length)));
    const looks: Look[] = [
      { partition: 'sda1', uuid: null, found },
      { partition: 'sda2', uuid: 'uuid-2', found: foundFiles(text) },
    ];
    const systems = systemsOn(disk, looks);
    expect(z.array(systemSchema).parse(systems)).toEqual(systems);
    expect(found.usedBytes ?? 0).toBeGreaterThanOrEqual(0);
  };
  fc.assert(fc.property(printed, fc.double({ min: 0, max: 1, noNaN: true }), check), { numRuns: 2000 });
  expect(diskSchema.parse(disk)).toEqual(disk);
});
