// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { givenDisk } from '../../core/plan/storage/given-disk.ts';
import { RealRunner } from '../runner/real-runner.ts';
import { findLoggedTables } from './find-backup.ts';
import { noteTables } from './note-tables.ts';

const SIZE = 64 * 1024 * 1024;
const runner = new RealRunner();
const hasSfdisk = await runner.run({ argv: ['sfdisk', '--version'], timeoutMs: 60_000 }).then(
  () => true,
  () => false,
);

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'note-'));
});
afterEach(() => rm(directory, { recursive: true }));

test.runIf(hasSfdisk)('the tables of all disks are in one log, and a disk that is gone is said', async () => {
  const path = join(directory, 'disk');
  await writeFile(path, '');
  await truncate(path, SIZE);
  const argv = ['sfdisk', '--quiet', path] as const;
  await runner.run({ argv, stdin: 'label: gpt\nsize=8MiB, name=mine\n', timeoutMs: 60_000 });
  const found = givenDisk({ name: 'a', path, sizeBytes: SIZE });
  const gone = givenDisk({ name: 'b', path: join(directory, 'gone'), sizeBytes: SIZE });
  const live = { ...gone, unsuitable: 'live-medium' as const };
  const file = await noteTables(runner, [found, gone, live], join(directory, 'logs'));
  const noted = await findLoggedTables(join(directory, 'logs'), undefined);
  expect(noted?.backups.map(({ disk, dump }) => [disk.path, dump])).toEqual([
    [path, expect.stringContaining('name="mine"')],
  ]);
  // Nothing was replaced by the run of this log, so undo-table takes nothing back by it.
  expect(noted).toMatchObject({ disk: 'untouched', from: file.split('/').at(-1) });
});
