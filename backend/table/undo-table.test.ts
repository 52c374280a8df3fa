// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { mkdtemp, open, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { givenDisk } from '../../core/plan/storage/given-disk.ts';
import { identityOf } from '../../core/facts/disk-identity.ts';
import type { TableBackup } from '../../core/journal/table-backup.ts';
import { tableBackup } from '../../core/journal/table-backup.ts';
import { bootDisk } from '../../core/plan/storage/layout.ts';
import { newTableScript } from '../../core/plan/storage/table-script.ts';
import { wholeDiskLayout } from '../../core/plan/storage/whole-disk-layout.ts';
import { givenContext } from '../execute/given-context.ts';

import { RealRunner } from '../runner/real-runner.ts';
import { backupTable, dumpTable } from './backup-table.ts';
import { restoreTable } from './restore-table.ts';

const MiB = 1024 * 1024;
const SIZE = 4096 * MiB;
const runner = new RealRunner();
const hasSfdisk = await runner.run({ argv: ['sfdisk', '--version'], timeoutMs: 60_000 }).then(
  () => true,
  () => false,
);

let directory: string;
let disk: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'table-'));
  disk = join(directory, 'disk');
  await writeFile(disk, '');
  await truncate(disk, SIZE);
});
afterEach(() => rm(directory, { recursive: true }));

async function sfdisk(script: string, ...options: string[]): Promise<void> {
  await runner.run({ argv: ['sfdisk', '--quiet', ...options, disk], stdin: script, timeoutMs: 60_000 });
}

/** Marks all over the disk, where tables and partitions of either layout lie. */
const marked = [446, 600, 1024, 9000, 20_000, 1 * MiB + 82, 2 * MiB + 82, 514 * MiB + 1080, SIZE - 40_000];

async function mark(): Promise<void> {
  const file = await open(disk, 'r+');
  for (const at of marked.slice(5)) await file.write(Buffer.from('kept'), 0, 4, at);
  // Boot code of a loader in the first sector.
  await file.write(Buffer.from('boot code'), 0, 9, 0);
  await file.close();
}

/** Of what a person could miss: both ends, and the begin of each partition. */
async function fingerprint(): Promise<string[]> {
  const file = await open(disk, 'r');
  const found: string[] = [];
  for (const at of [0, MiB, 2 * MiB, 514 * MiB, SIZE - MiB]) {
    const { buffer } = await file.read(Buffer.alloc(MiB), 0, MiB, at);
    found.push(createHash('sha256').update(buffer).digest('hex'));
  }
  await file.close();
  return found;
}

async function backup(): Promise<TableBackup> {
  const identity = identityOf(givenDisk({ name: 'disk', path: disk, sizeBytes: SIZE }));
  const noted: unknown[] = [];
  const context = givenContext({
    runner,
    log: (record: Readonly<Record<string, unknown>>) => noted.push(record['backup']),
  });
  await backupTable({ identity }, context);
  return tableBackup.parse(noted[0]);
}

test('a disk that is gone when its table is to be noted is told as that', async () => {
  await rm(disk);
  await expect(backup()).rejects.toMatchObject({
    issue: { code: 'disk-changed', params: { what: 'it is gone' } },
  });
});

/** What the plan does to a disk before anything is formatted. */
async function replaceTable(): Promise<void> {
  const target = givenDisk({ name: 'disk', path: disk, sizeBytes: SIZE });
  const layout = wholeDiskLayout(target, 'grub', 'ext4');
  await sfdisk(newTableScript(bootDisk(layout)), '--wipe=always', '--wipe-partitions=never');
  const file = await open(disk, 'r+');
  await file.write(Buffer.alloc(440), 0, 440, 0);
  await file.close();
}

const before: Readonly<Record<string, string>> = {
  'a GPT with attributes and names':
    'label: gpt\nlabel-id: 11111111-2222-3333-4444-555555555555\nsize=300M, type=uefi, name="EFI system", attrs="RequiredPartition"\nsize=16M, type=E3C9E316-0B5C-4DB8-817D-F92DF00215AE\nsize=1G, name="Basic data partition"\n',
  'an MBR with logical partitions':
    'label: dos\nsize=100M, type=7, bootable\nsize=1G, type=5\nsize=300M, type=83\n',
  'an MBR whose last partition goes to the last sector': 'label: dos\nstart=63, type=7\n',
};

describe('with sfdisk of this machine, on a file', () => {
  beforeEach(({ skip }) => skip(!hasSfdisk, 'sfdisk is not installed'));
  test.each(Object.entries(before))('%s comes back byte for byte', async (_name, script) => {
    await sfdisk(script);
    await mark();
    const [was, dump] = [await fingerprint(), await dumpTable(runner, disk)];
    const noted = await backup();
    await replaceTable();
    expect(await dumpTable(runner, disk)).toContain('particleos-root');
    expect(await fingerprint()).not.toEqual(was);
    await restoreTable(runner, disk, noted);
    expect(await fingerprint()).toEqual(was);
    expect(await dumpTable(runner, disk)).toBe(dump);
  });

  test('a file system on a partition is still known there', async () => {
    await sfdisk(before['a GPT with attributes and names'] ?? '');
    const made = ['mkfs.vfat', '-F', '32', '--offset=2048', disk, String(300 * 1024)] as const;
    await runner.run({ argv: made, timeoutMs: 60_000 });
    const vfat = (): Promise<string> =>
      runner
        .run({
          argv: ['blkid', '--probe', `--offset=${MiB}`, '--output', 'value', '--match-tag', 'TYPE', disk],
          timeoutMs: 60_000,
          okExitCodes: [0, 2],
        })
        .then(({ stdout }) => stdout.trim());
    expect(await vfat()).toBe('vfat');
    const noted = await backup();
    await replaceTable();
    await restoreTable(runner, disk, noted);
    expect(await vfat()).toBe('vfat');
  });

  test('no table at all, with something on the whole disk', async () => {
    await mark();
    const was = await fingerprint();
    const noted = await backup();
    expect(noted.dump).toBeNull();
    await replaceTable();
    await restoreTable(runner, disk, noted);
    expect(await fingerprint()).toEqual(was);
  });

  test('a file system on the whole disk is still known, wherever its mark is', async () => {
    // sfdisk --wipe=always takes away every mark of the disk, that of btrfs at 64 KiB and of ISO 9660 at 32 KiB too.
    const file = await open(disk, 'r+');
    await file.write(Buffer.from('\u0001CD001\u0001'), 0, 7, 32 * 1024);
    // An array of version 0.90 begins in the last 64 KiB but one (md(4)).
    const array = Buffer.alloc(4096);
    array.writeUInt32LE(0xa92b4efc, 0);
    array.writeUInt32LE(90, 8);
    await file.write(array, 0, array.length, SIZE - 64 * 1024);
    await file.close();
    const known = async (): Promise<string> => {
      const argv = ['wipefs', '--no-act', '--noheadings', '--output', 'TYPE,OFFSET', disk] as const;
      return (await runner.run({ argv, timeoutMs: 60_000 })).stdout;
    };
    const was = await known();
    expect(was).toContain('iso9660');
    expect(was).toContain('linux_raid_member');
    const noted = await backup();
    await replaceTable();
    expect(await known()).not.toContain('iso9660');
    await restoreTable(runner, disk, noted);
    expect(await known()).toBe(was);
  });

  test('a table that reads differently afterwards is told', async () => {
    await sfdisk(before['an MBR with logical partitions'] ?? '');
    const noted = await backup();
    await replaceTable();
    const wrong = { ...noted, dump: noted.dump?.replace('size=      204800', 'size=      204801') ?? null };
    expect(wrong).not.toEqual(noted);
    await expect(restoreTable(runner, disk, wrong)).rejects.toMatchObject({
      issue: { code: 'undo-table-differs' },
    });
  });
});
