// SPDX-License-Identifier: Apache-2.0
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CommandSpec, Runner } from '../../backend/runner/command.ts';
import { RealRunner } from '../../backend/runner/real-runner.ts';
import { RecordingRunner } from '../../backend/runner/recording-runner.ts';
import type { Facts } from '../../core/facts/facts.ts';
import { unreadContent } from '../../core/facts/storage-facts.ts';
import { ServiceLab } from '../tools/service-lab.ts';

let medium = '';
beforeEach(async () => {
  medium = await mkdtemp(join(tmpdir(), 'medium-'));
});
afterEach(() => rm(medium, { recursive: true, force: true }));

/** The recorded machine with a stick plugged in. */
const withStick = (facts: Facts): Facts => {
  const [disk] = facts.disks;
  if (disk === undefined) return facts;
  const partition = {
    name: 'sdz1',
    number: 1,
    startBytes: 0,
    sizeBytes: 1e9,
    type: null,
    partUuid: 'stick-1',
    partLabel: null,
    fileSystem: 'vfat',
    label: 'STICK',
    uuid: 'u',
    ...unreadContent(),
  };
  const stick = {
    ...disk,
    name: 'sdz',
    path: '/dev/sdz',
    serial: 'Z',
    bus: 'usb',
    removable: true,
    partitions: [partition],
  };
  return { ...facts, disks: [...facts.disks, stick] };
};

/** mount and umount move files between the mount point and what stands for the stick; tar is the real one. */
function stickRunner(): Runner & { readonly said: string[] } {
  const [real, recording] = [new RealRunner(), new RecordingRunner()];
  const said: string[] = [];
  const shell = (script: string, spec: CommandSpec) =>
    real.run({ argv: ['sh', '-c', script, 'sh', spec.argv.at(-1) ?? '', medium], timeoutMs: 20_000 });
  return {
    said,
    run: (spec, signal) => {
      said.push(spec.argv[0]);
      if (spec.argv[0] === 'tar') return real.run(spec, signal);
      if (spec.argv[0] === 'mount') return shell('cp -a "$2/." "$1/"', spec);
      if (spec.argv[0] === 'umount') return shell('cp -a "$1/." "$2/"; rm -rf "$1"/*', spec);
      if (spec.argv[0] === 'journalctl')
        return Promise.resolve({
          argv: spec.argv,
          exitCode: 0,
          stdout: 'kernel: it said canary-P4ssw0rd\n',
          stderr: '',
          durationMs: 0,
        });
      return recording.run(spec, signal);
    },
  };
}

test('an answer file is saved to the stick that was chosen', async () => {
  await using lab = await ServiceLab.start({ facts: withStick, override: { runner: stickRunner() } });
  const { sticks } = await lab.ask('sticks', { what: 'answers' });
  expect(sticks).toEqual([{ id: 'stick-1', title: expect.stringContaining('STICK'), freeBytes: null }]);
  const { file, issues } = await lab.ask('save', {
    what: 'answers',
    stick: 'stick-1',
    request: 'version: 1\n',
  });
  expect(issues).toEqual([]);
  expect(await readFile(join(medium, file ?? ''), 'utf8')).toBe('version: 1\n');
});

test('a disk by USB that holds an encrypted system is offered for answers, and for a recovery key it is not', async () => {
  const withEncrypted = (machine: Facts): Facts => {
    const facts = withStick(machine);
    const disks = facts.disks.map((disk) => {
      const [partition] = disk.partitions;
      if (disk.serial !== 'Z' || partition === undefined) return disk;
      return { ...disk, partitions: [partition, { ...partition, name: 'sdz2', fileSystem: 'crypto_LUKS' }] };
    });
    return { ...facts, disks };
  };
  await using lab = await ServiceLab.start({ facts: withEncrypted, override: { runner: stickRunner() } });
  const offered = async (what: 'answers' | 'recovery-key'): Promise<string[]> =>
    (await lab.ask('sticks', { what })).sticks.map(({ id }) => id);
  expect(await offered('answers')).toEqual(['stick-1']);
  expect(await offered('recovery-key')).toEqual([]);
});

test('a stick that was pulled out is said', async () => {
  await using lab = await ServiceLab.start({ override: { runner: stickRunner() } });
  expect(await lab.ask('sticks', { what: 'bundle' })).toEqual({ sticks: [] });
  expect(await lab.ask('save', { what: 'bundle', stick: 'stick-1' })).toMatchObject({
    file: null,
    issues: [{ code: 'stick-absent' }],
  });
});

test('the support bundle has facts, run, log and journal, and no secret', async () => {
  await using lab = await ServiceLab.start({ facts: withStick, override: { runner: stickRunner() } });
  await lab.ask('secret', { name: 'ada', value: 'canary-P4ssw0rd' });
  await mkdir(lab.at('log'), { recursive: true });
  await writeFile(lab.at('log/2026-11-21T100000.000Z-x.jsonl'), '{"event":"step"}\n');
  const { file } = await lab.ask('save', { what: 'bundle', stick: 'stick-1' });
  const argv = [
    'tar',
    '--extract',
    '--gzip',
    '--file',
    join(medium, file ?? ''),
    '--directory',
    medium,
  ] as const;
  await new RealRunner().run({ argv, timeoutMs: 20_000 });
  const read = (name: string): Promise<string> => readFile(join(medium, 'particleos-support', name), 'utf8');
  expect(JSON.parse(await read('facts.json'))).toMatchObject({ schema: 1 });
  expect(JSON.parse(await read('run.json'))).toEqual({ state: 'idle' });
  expect(await read('log.jsonl')).toBe('{"event":"step"}\n');
  expect(await read('journal.txt')).toBe('kernel: it said [secret]\n');
});

test('keys on the stick are found', async () => {
  const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGM1a2V5 ada@laptop';
  await writeFile(join(medium, 'id.pub'), `${key}\n`);
  await using lab = await ServiceLab.start({ facts: withStick, override: { runner: stickRunner() } });
  expect(await lab.ask('sshKeys', {})).toEqual({ keys: [{ from: expect.stringContaining('id.pub'), key }] });
});
