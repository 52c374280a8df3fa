// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { diskSchema } from '../../../core/facts/facts.ts';
import { volumeSchema } from '../../../core/facts/storage-facts.ts';
import type { CommandSpec } from '../../runner/command.ts';
import { RecordingRunner, type Answer } from '../../runner/recording-runner.ts';
import type { BlockExtra } from '../block-extra.ts';
import { disksFrom } from '../disks.ts';
import { lsblkSchema } from '../lsblk-schema.ts';
import { withLogicalVolumes } from './logical-volumes.ts';
import { placesOn } from './places.ts';
import { probeStorage, type SeenDevices, type Storage } from './probe-storage.ts';
import { volumesFrom } from './volumes.ts';

const fixtures = join(import.meta.dirname, '../../../test/fixtures');
const read = (name: string): string => readFileSync(join(fixtures, name), 'utf8');

function machine(name: string): SeenDevices {
  const nodes = lsblkSchema.parse(JSON.parse(read(`facts/${name}.lsblk-2.41.json`))).blockdevices;
  const extra = JSON.parse(read(`facts/${name}.extra.json`)) as BlockExtra;
  return { disks: disksFrom(nodes, extra), volumes: volumesFrom(nodes), nodes };
}

/** A look brings what the script would have printed. */
const printed = (files: Readonly<Record<string, string>>): Answer => ({
  stdout: Object.entries(files)
    .map(([path, text]) => `${path}\0${text}\0`)
    .join(''),
});

/** The device that a command is about: the last word, or the one before for a look. */
const deviceOf = ({ argv }: CommandSpec): string => argv.findLast((word) => word.startsWith('/dev/')) ?? '';

const windows = (line: string, spec: CommandSpec): Answer => {
  if (spec.argv[0] === 'od') return { exitCode: 1, stderr: 'od: /dev/nvme0n1: Input/output error\n' };
  if (spec.argv[0] === 'ntfs-3g.probe') return { exitCode: 14 };
  if (deviceOf(spec) === '/dev/nvme0n1p1')
    return printed({ space: '4096 1000 900', 'EFI/Microsoft/Boot/bootmgfw.efi': '' });
  return line.startsWith('unshare')
    ? { exitCode: 32, stderr: 'mount: /mnt: unknown filesystem type.\n more' }
    : {};
};

const probe = (
  seen: SeenDevices,
  runner: RecordingRunner,
  isRoot = true,
  root = '/nowhere',
): Promise<Storage> => probeStorage(seen, { runner, root, isRoot });

test('a disk with Windows is looked into as root, and what failed is named', async () => {
  const runner = new RecordingRunner(windows);
  const { disks, unread } = await probe(machine('nvme-windows-bitlocker'), runner);
  expect(z.array(diskSchema).parse(disks)).toEqual(disks);
  const [disk] = disks;
  expect(disk).toMatchObject({
    usable: null,
    backupTable: null,
    systems: [
      {
        kind: 'windows',
        name: 'Windows',
        esp: 'nvme0n1p1',
        partitions: ['nvme0n1p3', 'nvme0n1p2', 'nvme0n1p4'],
      },
    ],
  });
  expect(disk?.partitions.map(({ usedBytes, condition }) => [usedBytes, condition])).toEqual([
    [409_600, null],
    [null, null],
    [null, null],
    [null, 'hibernated'],
  ]);
  expect(unread).toEqual([
    { what: 'bitlocker', at: '/dev/nvme0n1p3', reason: 'od: /dev/nvme0n1: Input/output error' },
    { what: 'table', at: '/dev/nvme0n1', reason: 'od: /dev/nvme0n1: Input/output error' },
    { what: 'content', at: '/dev/nvme0n1p4', reason: 'mount: /mnt: unknown filesystem type.' },
  ]);
});

test('nothing is mounted but read-only, guarded, apart from everyone, and without replaying a journal', async () => {
  const runner = new RecordingRunner();
  for (const name of [
    'nvme-windows-bitlocker',
    'sata-lvm',
    'md-raid1',
    'luks-btrfs-two-disks',
    'emmc-tablet',
  ])
    await probe(machine(name), runner);
  const looks = runner.commands.filter(({ argv }) => argv.includes('look'));
  const mounted = looks.filter(({ argv }) => argv[0] === 'unshare');
  expect(mounted.length).toBeGreaterThan(2);
  for (const { argv } of mounted) {
    expect(argv.slice(0, 3)).toEqual(['unshare', '--mount', '--propagation=private']);
    const options = argv.at(-3) ?? '';
    expect(options).toMatch(/^ro,nosuid,nodev,noexec,nosymfollow,/);
    expect(options).toMatch(/,loop|rescue=nologreplay/);
  }
  const programs = new Set(runner.commands.map(({ argv }) => argv[0]));
  expect([...programs].sort()).toEqual(['lvs', 'ntfs-3g.probe', 'ntfsresize', 'od', 'sh', 'unshare']);
  for (const { argv } of runner.commands.filter(({ argv }) => argv[0] === 'ntfsresize'))
    expect(argv).toContain('--info');
});

test('what is mounted is looked at where it is, and its own tools are not asked', async () => {
  const runner = new RecordingRunner((line) =>
    line.includes('/mnt/old root')
      ? printed({ space: '1024 10 4', 'usr/lib/os-release': 'NAME=Old\n' })
      : undefined,
  );
  const { disks } = await probe(machine('sata-lvm'), runner);
  // The volume group is on sda5, and the file system in it is none of the partition's.
  expect(disks[0]?.systems).toMatchObject([{ name: 'Old', partitions: ['sda5'] }]);
  expect(disks[0]?.partitions.find(({ name }) => name === 'sda5')?.usedBytes).toBeNull();
  expect(runner.lines().some((line) => /^(dumpe2fs|unshare)/.test(line))).toBe(false);
});

test('an ordinary user is told what root would see', async () => {
  const runner = new RecordingRunner();
  const { disks, unread } = await probe(machine('nvme-windows-bitlocker'), runner, false);
  expect(runner.lines()).toEqual([]);
  expect(disks[0]?.systems).toEqual([]);
  expect(unread).toEqual([
    {
      what: 'systems',
      at: '/dev/nvme0n1',
      why: 'needs-root',
      reason: 'only root may look into it',
    },
  ]);
});

test.each(['virtio-no-serial', 'multipath'])(
  '%s holds nothing to look into: no process is started',
  async (name) => {
    const runner = new RecordingRunner();
    const seen = machine(name);
    const { disks, unread } = await probe(seen, runner);
    expect({ disks, unread, lines: runner.lines() }).toEqual({ disks: seen.disks, unread: [], lines: [] });
  },
);

test('the live medium is never looked into', async () => {
  const runner = new RecordingRunner();
  await probe(machine('live-usb-and-4kn'), runner);
  expect(runner.lines().filter((line) => line.includes('/dev/sdb'))).toEqual([]);
});

test('a disk that nothing was written to is not looked into twice, unless something could not be read', async () => {
  const root = await mkdtemp(join(tmpdir(), 'sys-'));
  const directory = join(root, 'sys/block/mmcblk0');
  await mkdir(directory, { recursive: true });
  const written = (sectors: number): Promise<void> =>
    writeFile(join(directory, 'stat'), ` 1 2 3 4 5 6 ${sectors} 8 9 10 11 12 13 0 15 16 17\n`);
  await writeFile(join(directory, 'diskseq'), '9\n');
  await written(100);
  const image = Uint8Array.from(gunzipSync(readFileSync(join(fixtures, 'storage/gpt-512.img.gz'))));
  let fails = true;
  const runner = new RecordingRunner((line, { argv }) => {
    if (argv[0] !== 'od')
      return fails ? { exitCode: 32, stderr: 'mount: no' } : printed({ space: '512 9 4' });
    const bytes = Number(/--read-bytes=(\d+)/.exec(line)?.[1]);
    return { stdout: Buffer.from(image.slice(0, bytes)).toString('hex') };
  });
  const seen = machine('emmc-tablet');
  const looks = async (): Promise<number> => {
    const before = runner.commands.length;
    const { disks } = await probe(seen, runner, true, root);
    expect(disks[0]?.name).toBe('mmcblk0');
    return runner.commands.length - before;
  };
  expect(await looks()).toBe(3);
  fails = false;
  expect(await looks()).toBe(3);
  expect(await looks()).toBe(0);
  await written(108);
  expect(await looks()).toBe(3);
  await writeFile(join(directory, 'diskseq'), '10\n');
  expect(await looks()).toBe(3);
  await rm(root, { recursive: true });
});

test('a cancel is a cancel', async () => {
  const running = probeStorage(machine('nvme-windows-bitlocker'), {
    runner: new RecordingRunner(),
    root: '/nowhere',
    isRoot: true,
    signal: AbortSignal.abort(),
  });
  await expect(running).rejects.toMatchObject({ reason: 'cancelled' });
});

test('volumes are known by what they lie on', () => {
  expect(machine('md-raid1').volumes).toEqual([
    expect.objectContaining({ kind: 'md', name: 'md127', level: 'raid1', members: ['sda1', 'sdb1'] }),
  ]);
  expect(machine('luks-btrfs-two-disks').volumes).toMatchObject([
    {
      kind: 'luks',
      uuid: '6f1c2b3a-0d0e-4c5b-9e8f-7a6b5c4d3e2f',
      members: ['nvme0n1p2'],
      fileSystem: 'btrfs',
    },
  ]);
  const names = ['md-raid1', 'sata-lvm', 'multipath', 'real-util-linux-simple-lvm'].map(machine);
  for (const { volumes } of names) expect(z.array(volumeSchema).parse(volumes)).toEqual(volumes);
});

test('logical volumes that are not active are named by lvs; those that are get their UUID', async () => {
  const lvs = read('storage/lvs-inactive.json');
  const { volumes, nodes } = machine('sata-lvm');
  const found = withLogicalVolumes(volumes, lvs.replaceAll('/dev/loop0(', '/dev/sda5('), nodes);
  expect(found.map(({ name, members }) => [name, members])).toEqual([
    ['debian--vg-root', ['sda5']],
    ['debian--vg-swap_1', ['sda5']],
    ['demo-root', ['sda5']],
    ['demo-swap_1', ['sda5']],
  ]);
  const own = lvs.replaceAll('"vg_name":"demo"', '"vg_name":"debian-vg"');
  expect(withLogicalVolumes(volumes, own, nodes)).toMatchObject([
    { name: 'debian--vg-root', fileSystem: 'ext4', uuid: expect.stringMatching(/^h0ijkl-/) as string },
    { name: 'debian--vg-swap_1', path: '/dev/mapper/debian--vg-swap_1' },
  ]);
  const { unread } = await probe(machine('sata-lvm'), new RecordingRunner(() => ({ stdout: 'nonsense' })));
  expect(unread.map(({ what }) => what)).toContain('volumes');
});

test('cut and mutated words of lvs are refused or read, and never crash', () => {
  const lvs = read('storage/lvs-inactive.json');
  const { volumes, nodes } = machine('sata-lvm');
  const check = (at: number, drop: number, insert: string): void => {
    const place = Math.floor(at * lvs.length);
    try {
      const found = withLogicalVolumes(
        volumes,
        lvs.slice(0, place) + insert + lvs.slice(place + drop),
        nodes,
      );
      expect(z.array(volumeSchema).parse(found)).toEqual(found);
    } catch (error) {
      if (!(error instanceof SyntaxError) && !(error instanceof z.ZodError)) throw error;
    }
  };
  const places = fc.double({ min: 0, max: 1, noNaN: true });
  const inserts = fc.constantFrom('', 'null', '"', '}', '-1', ',', '(', '99999999999999999999');
  expect(() =>
    fc.assert(fc.property(places, fc.nat({ max: 600 }), inserts, check), { numRuns: 1000 }),
  ).not.toThrow();
});

test('a file system is looked for at the top of its stack, and where it is mounted; not through its other devices', () => {
  const { nodes, disks } = machine('luks-btrfs-two-disks');
  const holders = disks.flatMap((disk) => disk.holders);
  const places = nodes.flatMap((node) => placesOn(node, holders));
  expect(places.map(({ partition, place }) => [partition, Object.values(place)[0]])).toEqual([
    ['nvme0n1p1', '/dev/nvme0n1p1'],
    ['nvme0n1p2', '/home'],
  ]);
});
