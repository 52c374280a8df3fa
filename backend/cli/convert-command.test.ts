// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RecordingRunner } from '../runner/recording-runner.ts';
import { convertCommand } from './convert-command.ts';
import { exitCode } from './exit-code.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'convert-'));
});
afterEach(() => rm(directory, { recursive: true }));

const made = { device: '/dev/vda1', mountPoint: '/', fs: 'ext4', fsName: 'ext4', claimed: true };
const storage = {
  localeConf: { LANG: 'de_DE.UTF-8' },
  partitionChoices: { install: 'replace', swap: 'none' },
  partitions: [made],
};
const partUuid = '747257da-5d9c-410b-b36f-62e60d51a3bb';

const node = {
  ro: false,
  rm: false,
  rota: false,
  'log-sec': 512,
  'phy-sec': 512,
  start: null,
} as const;

/** A disk as lsblk(8) has it, with what udev knows of its partition. */
const lsblk = (known: object): string =>
  JSON.stringify({
    blockdevices: [
      {
        ...node,
        name: 'vda',
        kname: 'vda',
        path: '/dev/vda',
        'maj:min': '253:0',
        type: 'disk',
        size: 21474836480,
        serial: 'ALONGSIDE',
        pttype: 'gpt',
        children: [
          {
            ...node,
            name: 'vda1',
            kname: 'vda1',
            path: '/dev/vda1',
            'maj:min': '253:1',
            type: 'part',
            size: 9771049984,
            start: 2048,
            ...known,
          },
        ],
      },
    ],
  });

test('knows the partitions that were made a moment ago by what udev has read of them', async () => {
  const file = join(directory, 'storage.json');
  await writeFile(file, JSON.stringify(storage));
  let isSettled = false;
  const runner = new RecordingRunner((line) => {
    if (line.startsWith('udevadm settle')) isSettled = true;
    if (!line.startsWith('lsblk')) return undefined;
    return { stdout: lsblk(isSettled ? { partuuid: partUuid } : {}) };
  });
  let printed = '';
  const output = { json: true, out: (text: string) => void (printed += text), err: () => undefined };
  const status = await convertCommand(runner, output, file, { choices: false, noteTables: false });
  expect(printed).toContain(partUuid);
  expect(status).toBe(exitCode.ok);
});
