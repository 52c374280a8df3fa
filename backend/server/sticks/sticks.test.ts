// SPDX-License-Identifier: Apache-2.0
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { diskSchema, type Disk } from '../../../core/facts/facts.ts';
import { unreadContent } from '../../../core/facts/storage-facts.ts';
import { RecordingRunner, type Answer } from '../../runner/recording-runner.ts';
import { findSticks, type Stick } from './find-sticks.ts';
import { readKeys } from './read-keys.ts';
import { saveFile } from './save-file.ts';
import { saveRecoveryKey, sticksForKey } from './save-recovery-key.ts';

const GIB = 1024 ** 3;
const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGM1a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5 ada@laptop';

function disk(changes: Partial<Disk>): Disk {
  return diskSchema.parse({
    name: 'sdb',
    path: '/dev/sdb',
    byId: ['usb-Stick_1'],
    serial: '1',
    wwn: null,
    model: 'Stick',
    vendor: null,
    bus: 'usb',
    rotational: false,
    removable: true,
    readOnly: false,
    sizeBytes: 8 * GIB,
    logicalSectorBytes: 512,
    physicalSectorBytes: 512,
    table: 'dos',
    tableId: null,
    content: null,
    partitions: [],
    holders: [],
    unsuitable: null,
    ...changes,
  });
}
const partition = (
  name: string,
  fileSystem: string | null,
  partUuid: string | null = `id-${name}`,
): Disk['partitions'][number] => ({
  name,
  number: 1,
  startBytes: 0,
  sizeBytes: GIB,
  type: null,
  partUuid,
  partLabel: null,
  fileSystem,
  label: 'KEYS',
  uuid: `uuid-${name}`,
  ...unreadContent(),
});

describe('findSticks', () => {
  test('finds what is plugged in and has a file system that is read', () => {
    const disks = [
      disk({ partitions: [partition('sdb1', 'vfat'), partition('sdb2', 'btrfs'), partition('sdb3', null)] }),
      disk({ name: 'sdc', content: 'exfat', table: null, readOnly: true }),
      disk({ name: 'nvme0n1', bus: 'nvme', removable: false, partitions: [partition('nvme0n1p1', 'vfat')] }),
      disk({ name: 'sdd', unsuitable: 'live-medium', partitions: [partition('sdd1', 'vfat')] }),
      disk({
        name: 'sde',
        partitions: [partition('sde1', 'vfat')],
        holders: [{ kind: 'mount', name: '/mnt', device: 'sde1' }],
      }),
    ];
    expect(findSticks({ disks })).toEqual([
      {
        id: 'id-sdb1',
        device: '/dev/sdb1',
        type: 'vfat',
        title: expect.stringContaining('KEYS Stick'),
        writable: true,
      },
      { id: 'usb-Stick_1', device: '/dev/sdc', type: 'exfat', title: expect.any(String), writable: false },
    ]);
  });
});

describe('a stick', () => {
  let directory = '';
  const stick: Stick = { id: 'x', device: '/dev/sdb1', type: 'vfat', title: 'Stick', writable: true };
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sticks-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  /** Mounting puts these files where the stick would be. */
  const runner = (
    fill: (at: string) => Promise<void>,
    umount?: () => Answer,
  ): { runner: RecordingRunner; stateDirectory: string } => {
    const recording = new RecordingRunner((line) => (line.startsWith('umount') ? umount?.() : undefined));
    const run = recording.run.bind(recording);
    recording.run = async (spec, signal) => {
      const at = spec.argv.at(-1) ?? '';
      if (spec.argv[0] === 'mount') await fill(at);
      // What was on the stick goes with it.
      if (spec.argv[0] === 'umount')
        for (const name of await readdir(at).catch(() => [])) await rm(join(at, name), { recursive: true });
      return run(spec, signal);
    };
    return { runner: recording, stateDirectory: directory };
  };

  test('is read for keys without running or following anything on it, and let go', async () => {
    const options = runner(async (at) => {
      await mkdir(join(at, '.ssh'));
      await writeFile(join(at, '.ssh/id.pub'), `${key}\n`);
      await writeFile(join(at, 'authorized_keys'), `# mine\n\n${key}2\r\nnot a key\n`);
      await writeFile(join(at, 'id_ed25519'), 'PRIVATE');
      await symlink('/etc/passwd', join(at, 'link.pub'));
      await writeFile(join(at, 'huge.pub'), `${key}\n`.repeat(2000));
    });
    expect(await readKeys(options, stick)).toEqual([
      { from: 'Stick: authorized_keys', key: `${key}2` },
      { from: 'Stick: .ssh/id.pub', key },
    ]);
    const [mount, umount] = options.runner.lines();
    expect(mount).toMatch(/^mount --types vfat --options ro,nosuid,nodev,noexec,nosymfollow \/dev\/sdb1 /);
    expect(umount).toMatch(/^umount /);
    expect(await readdir(join(directory, 'sticks'))).toEqual([]);
  });

  test('gets a new file, and never loses one', async () => {
    let saved = '';
    const options = runner(async (at) => writeFile(join(at, 'there.yaml'), 'mine'));
    const run = options.runner.run.bind(options.runner);
    options.runner.run = async (spec, signal) => {
      if (spec.argv[0] === 'umount')
        saved = await readFile(join(spec.argv.at(-1) ?? '', 'new.yaml'), 'utf8').catch(() => 'absent');
      return run(spec, signal);
    };
    expect(await saveFile(options, stick, 'new.yaml', Buffer.from('version: 1'))).toBe('new.yaml');
    expect(saved).toBe('version: 1');
    await expect(saveFile(options, stick, 'there.yaml', Buffer.from('x'))).rejects.toMatchObject({
      issue: { code: 'stick-failed', params: { message: 'EEXIST' } },
    });
    expect(options.runner.lines().filter((line) => line.startsWith('umount'))).toHaveLength(2);
  });

  test('goes to no disk of a mirror: each has an ESP, and what is encrypted is the array', () => {
    const member = disk({
      name: 'mmcblk0',
      bus: 'mmc',
      partitions: [partition('mmcblk0p1', 'vfat'), partition('mmcblk0p2', 'linux_raid_member')],
    });
    expect(sticksForKey({ disks: [member] })).toEqual([]);
  });

  test('gets a recovery key, but not beside what the key opens', async () => {
    const disks = [
      disk({ partitions: [partition('sdb1', 'vfat')] }),
      disk({ name: 'sdc', partitions: [partition('sdc1', 'vfat'), partition('sdc2', 'crypto_LUKS')] }),
      disk({ name: 'sdd', readOnly: true, partitions: [partition('sdd1', 'vfat')] }),
    ];
    expect(sticksForKey({ disks }).map(({ id }) => id)).toEqual(['id-sdb1']);
    let saved: [string, string][] = [];
    const options = runner(async () => undefined);
    const run = options.runner.run.bind(options.runner);
    options.runner.run = async (spec, signal) => {
      const at = spec.argv.at(-1) ?? '';
      if (spec.argv[0] === 'umount')
        saved = await Promise.all(
          (await readdir(at)).map(async (name): Promise<[string, string]> => [
            name,
            await readFile(join(at, name), 'utf8'),
          ]),
        );
      return run(spec, signal);
    };
    const save = (id: string): Promise<string> =>
      saveRecoveryKey(options, { disks }, id, 'cbdefghi-jklnrtuv', '2026-01-31T120000');
    await expect(save('id-sdc1')).rejects.toMatchObject({
      issue: { code: 'stick-failed', params: { message: expect.stringContaining('encrypted') as string } },
    });
    for (const id of ['id-sdd1', 'id-sdq1'])
      await expect(save(id)).rejects.toMatchObject({ issue: { code: 'stick-absent' } });
    expect(options.runner.lines()).toEqual([]);
    const name = 'particleos-recovery-key-2026-01-31T120000.txt';
    expect(await save('id-sdb1')).toBe(name);
    expect(saved).toEqual([[name, expect.stringContaining('\ncbdefghi-jklnrtuv\n')]]);
    expect(options.runner.lines().join()).not.toContain('cbdefghi');
  });

  test('that cannot be mounted is said, and nothing is left', async () => {
    // As mount(8) 2.38 says it.
    const said =
      "mount: /run/particleos/sticks/stick-1: unknown filesystem type 'vfat'.\n       dmesg(1) may have more information after failed mount system call.\n";
    const options = {
      stateDirectory: directory,
      runner: new RecordingRunner((line) =>
        line.startsWith('mount ') ? { exitCode: 32, stderr: said } : { exitCode: 1 },
      ),
    };
    await expect(saveFile(options, stick, 'a', Buffer.from(''))).rejects.toMatchObject({
      issue: { code: 'stick-failed', params: { message: "unknown filesystem type 'vfat'" } },
    });
    expect(await readdir(join(directory, 'sticks'))).toEqual([]);
  });

  test('that is busy is tried again until it is let go', async () => {
    let tries = 0;
    const options = runner(
      async () => undefined,
      () => ({ exitCode: (tries += 1) < 3 ? 32 : 0 }),
    );
    expect(await saveFile(options, stick, 'a', Buffer.from(''))).toBe('a');
    expect(tries).toBe(3);
  });
});
