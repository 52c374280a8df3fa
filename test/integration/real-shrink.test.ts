// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { existsSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RealRunner } from '../../backend/runner/real-runner.ts';
import { givenDisk, givenPartition } from '../../core/plan/storage/given-disk.ts';
import { plainLayout } from '../../core/plan/storage/system-partitions.ts';
import { foundPartition } from '../../core/plan/storage/kept-table.ts';
import { growSteps, shrinkSteps } from '../../core/plan/storage/resize-steps.ts';
import type { Layout } from '../../core/plan/storage/layout.ts';
import type { Step } from '../../core/plan/step.ts';
import { identityOf } from '../../core/facts/disk-identity.ts';

/** The programs of the plan, on plain files in place of partitions. */
const runner = new RealRunner();
const MiB = 1024 ** 2;
const FULL = 512 * MiB;
const SMALL = 256 * MiB;
let directory = '';

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'shrink-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const has = (program: string): boolean =>
  [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'].some((path) =>
    existsSync(join(path, program)),
  );

/** A layout that gives one partition another size. */
function resizing(fileSystem: string, from: number, to: number): Layout {
  const disk = givenDisk({ name: 'sda', sizeBytes: 2 * FULL, table: 'gpt' });
  const partition = givenPartition({ name: 'sda1', number: 1, startBytes: MiB, sizeBytes: from, fileSystem });
  return {
    ...plainLayout,
    kind: 'alongside',
    disks: [
      {
        identity: identityOf(disk),
        table: 'kept',
        sectorBytes: 512,
        discard: false,
        partitions: [foundPartition(disk, partition, { action: 'resize', sizeBytes: to })],
      },
    ],
    fileSystems: [],
  };
}

/** Runs steps on a file in place of /dev/sda1, without the lock. */
async function runOn(file: string, steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    if (step.kind !== 'command') throw new Error(`${step.id} is no command`);
    const argv = step.argv
      .slice(step.argv.indexOf('--') + 1)
      .map((arg) => (arg === '/dev/sda1' ? file : arg));
    const [program = '', ...rest] = argv;
    const stdin = step.stdin !== undefined && 'text' in step.stdin ? { stdin: step.stdin.text } : {};
    await runner.run({
      argv: [program, ...rest],
      timeoutMs: 60_000,
      ...(step.okExitCodes === undefined ? {} : { okExitCodes: step.okExitCodes }),
      ...stdin,
    });
  }
}

const kinds = [
  ['ext4', ['mkfs.ext4', '-q', '-F'], 'resize2fs', ['e2fsck', '-f', '-n']],
  ['ntfs', ['mkfs.ntfs', '-q', '-F', '-Q'], 'ntfsresize', ['ntfsresize', '--info', '--force', '--no-action']],
] as const;

for (const [fileSystem, make, tool, look] of kinds) {
  test(`${fileSystem} is shrunk, fits what the table gives it then, and fills it when it grows`, async ({
    skip,
  }) => {
    skip(!has(tool) || !has(make[0]), `${tool} or ${make[0]} is not installed`);
    const file = join(directory, 'partition');
    await writeFile(file, '');
    await truncate(file, FULL);
    await runner.run({ argv: [...make, file], timeoutMs: 60_000 });
    await runOn(file, shrinkSteps(resizing(fileSystem, FULL, SMALL)));
    // What sfdisk -N does to the partition: nothing of the file system may lie beyond.
    await truncate(file, SMALL);
    expect((await stat(file)).size).toBe(SMALL);
    await runner.run({ argv: [...look, file], timeoutMs: 60_000 });
    await truncate(file, FULL);
    if (fileSystem === 'ext4') await runOn(file, growSteps(resizing(fileSystem, SMALL, FULL)));
    await runner.run({ argv: [...look, file], timeoutMs: 60_000 });
  });
}
