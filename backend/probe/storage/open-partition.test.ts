// SPDX-License-Identifier: Apache-2.0
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { diskSchema, type Disk } from '../../../core/facts/facts.ts';
import type { CommandSpec } from '../../runner/command.ts';
import { RecordingRunner, type Answer } from '../../runner/recording-runner.ts';
import { disksFrom } from '../disks.ts';
import { lsblkSchema } from '../lsblk-schema.ts';
import { openPartition } from './open-partition.ts';

const HEADER = '2c1d7a40-9a51-4a4e-8f5e-3f0a7a6a1d11';
const INSIDE = 'b7c0f7d2-53a1-4d0e-9a3f-1d8d7a0c9e55';
const PASSPHRASE = 'Zaubertruhe-Yacht:grün';

const node = (name: string, type: string, more: object): object => ({
  name,
  kname: name,
  path: `/dev/${name}`,
  'maj:min': '8:0',
  type,
  size: 2 ** 33,
  'log-sec': 512,
  'phy-sec': 512,
  ...more,
});
const part = (number: number, more: object): object =>
  node(`vda${number}`, 'part', { start: number * 2 ** 21, parttype: 'x', partuuid: `p${number}`, ...more });

/** As lsblk prints a disk of ours; mapper: what was opened, null: nothing. */
function lsblk(mapper: string | null): object {
  const opened =
    mapper === null
      ? []
      : [
          node(mapper, 'crypt', {
            kname: 'dm-0',
            path: `/dev/mapper/${mapper}`,
            fstype: 'ext4',
            uuid: INSIDE,
          }),
        ];
  const children = [
    part(3, { fstype: 'ext4', uuid: 'boot' }),
    part(4, { fstype: 'crypto_LUKS', fsver: '2', uuid: HEADER, children: opened }),
  ];
  return { blockdevices: [node('vda', 'disk', { size: 2 ** 35, serial: 'ONE', pttype: 'gpt', children })] };
}

const header = {
  keyslots: {
    0: { type: 'luks2', kdf: { type: 'argon2id' } },
    1: { type: 'luks2', kdf: { type: 'pbkdf2' } },
  },
  tokens: { 0: { type: 'systemd-recovery', keyslots: ['1'] } },
  segments: { 0: { type: 'crypt', encryption: 'aes-xts-plain64' } },
};
const printed = (files: Readonly<Record<string, string>>): Answer => ({
  stdout: Object.entries(files)
    .map(([path, text]) => `${path}\0${text}\0`)
    .join(''),
});
const deployment = 'ostree/deploy/particleos/deploy/aa.0';

/** Plays a disk with a system of ours on it that `PASSPHRASE` opens. */
function answer(): (line: string, spec: CommandSpec) => Answer | undefined {
  let mapper: string | null = null;
  return (line, { argv, stdin }) => {
    if (line.startsWith('cryptsetup open')) {
      if (stdin !== PASSPHRASE) return { exitCode: 2, stderr: 'No key available with this passphrase.\n' };
      mapper = argv.at(-1) ?? null;
      return {};
    }
    if (line.startsWith('cryptsetup luksDump')) return { stdout: JSON.stringify(header) };
    if (line.startsWith('cryptsetup close')) mapper = null;
    if (argv[0] === 'lsblk') return { stdout: JSON.stringify(lsblk(mapper)) };
    if (line.startsWith('unshare') && line.includes('/dev/mapper/'))
      return printed({
        space: '4096 1000 400',
        [`${deployment}.origin`]: '[origin]\n',
        [`${deployment}/usr/lib/os-release`]: 'NAME=ParticleOS\n',
      });
    if (line.startsWith('unshare')) {
      const options = `root=UUID=${INSIDE} rd.luks.name=${HEADER}=particleos-root`;
      return printed({ 'loader/entries/ostree-1.conf': `version 1\noptions ${options}\n` });
    }
    return undefined;
  };
}

function seen(): Disk {
  const [disk] = disksFrom(lsblkSchema.parse(lsblk(null)).blockdevices, {
    udev: {},
    serials: {},
    loops: {},
    mounts: [],
    btrfs: [],
  });
  if (disk === undefined) throw new Error('no disk');
  return disk;
}

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'open-'));
  await mkdir(join(root, 'proc/self'), { recursive: true });
  await writeFile(join(root, 'proc/self/mountinfo'), '');
  await mkdir(join(root, 'sys/block/vda'), { recursive: true });
  await writeFile(join(root, 'sys/block/vda/stat'), '1 2 3 4 5 6 77 8');
  await writeFile(join(root, 'sys/block/vda/diskseq'), '9\n');
});
afterEach(() => rm(root, { recursive: true }), 60_000);

function open(runner: RecordingRunner, passphrase = PASSPHRASE) {
  const disk = seen();
  const partition = disk.partitions.find(({ name }) => name === 'vda4');
  if (partition === undefined) throw new Error('no partition');
  return openPartition(disk, partition, passphrase, { runner, root });
}

test('the system in it is found, read-only, and nothing stays open', async () => {
  const runner = new RecordingRunner(answer());
  const { disk } = await open(runner);
  expect(diskSchema.parse(disk)).toEqual(disk);
  expect(disk.holders).toEqual([]);
  expect(disk.systems).toMatchObject([
    {
      kind: 'ostree',
      name: 'ParticleOS',
      partitions: ['vda4', 'vda3'],
      stateroots: [{ name: 'particleos' }],
    },
  ]);
  expect(disk.partitions[1]).toMatchObject({
    fileSystem: 'crypto_LUKS',
    uuid: HEADER,
    opened: {
      isOpen: true,
      fileSystem: 'ext4',
      usedBytes: 600 * 4096,
      slots: [0, 1],
      hasRecoveryKey: true,
      unlock: { mapper: 'particleos-root', options: [], files: [] },
    },
  });
  const crypt = runner.lines().filter((line) => line.startsWith('cryptsetup'));
  expect(crypt.map((line) => line.replaceAll(/look-\w+/g, 'look'))).toEqual([
    'cryptsetup open --disable-external-tokens --type=luks2 --key-file=- --readonly /dev/vda4 particleos-look',
    'cryptsetup luksDump --dump-json-metadata /dev/vda4',
    'cryptsetup close particleos-look',
  ]);
  expect(runner.lines().join('\n')).not.toContain(PASSPHRASE);
});

test('is not done again while nothing is written to the disk', async () => {
  const runner = new RecordingRunner(answer());
  const first = await open(runner);
  const count = runner.commands.length;
  expect(await open(runner)).toEqual(first);
  expect(runner.commands).toHaveLength(count);
  await writeFile(join(root, 'sys/block/vda/stat'), '1 2 3 4 5 6 78 8');
  expect(await open(runner)).toEqual(first);
  expect(runner.commands).toHaveLength(2 * count);
});

test('another passphrase is another question', async () => {
  const runner = new RecordingRunner(answer());
  await open(runner);
  const { disk } = await open(runner, 'wrong');
  expect(disk.systems).toEqual([]);
  expect(disk.partitions[1]?.opened).toEqual({ isOpen: false, message: null });
});

test.each([
  ['a look that fails', 'cryptsetup luksDump', 'Device /dev/vda4 vanished.'],
  // It may have come to its end all the same.
  ['an opening that was cut off', 'cryptsetup open', 'Killed'],
])('%s says so, and closes what was opened', async (_, command, message) => {
  const good = answer();
  const runner = new RecordingRunner((line, spec) =>
    line.startsWith(command) ? { exitCode: 1, stderr: `${message}\n` } : good(line, spec),
  );
  const { disk } = await open(runner);
  expect(disk.partitions[1]?.opened).toEqual({ isOpen: false, message });
  expect(runner.lines().at(-1)).toMatch(/^cryptsetup close particleos-look-/);
});
