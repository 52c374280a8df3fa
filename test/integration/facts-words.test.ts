// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { factsCommand } from '../../backend/cli/facts-command.ts';
import { RecordingRunner } from '../../backend/runner/recording-runner.ts';

const lsblk = readFileSync(new URL('../fixtures/facts/sata-lvm.lsblk-2.41.json', import.meta.url), 'utf8');

/** A look brings these files by their paths. */
const looked = (files: Readonly<Record<string, string>>): { stdout: string } => ({
  stdout: Object.entries(files)
    .map(([path, text]) => `${path}\0${text}\0`)
    .join(''),
});

test('facts say in words what is on a disk, how full it is, and what could not be read', async () => {
  const runner = new RecordingRunner((_line, { argv }) => {
    if (argv[0] === 'lsblk') return { stdout: lsblk };
    if (argv.includes('/boot')) return looked({ space: '4096 200000 150000' });
    if (argv.includes('/mnt/old root')) return looked({ 'usr/lib/os-release': 'PRETTY_NAME="Debian 12"\n' });
    return { exitCode: 5, stderr: 'lvs: nobody knows\n' };
  });
  let out = '';
  const output = { json: false, out: (text: string) => void (out += text), err: () => undefined };
  expect(await factsCommand(runner, output, {})).toBe(0);
  const lines = out.split('\n').map((line) => line.trim());
  expect(lines).toEqual(
    expect.arrayContaining([
      'Debian 12: on sda5',
      expect.stringMatching(/^sda1: ext4, 204\.8 MB used, [\d.]+ [MG]B free$/) as string,
      'sda5: LVM2_member',
      'Volumes',
      'debian--vg-root (lvm, 107.4 GB, ext4) on sda5',
    ]),
  );
});
