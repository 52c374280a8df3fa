// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { identityOf } from '../../core/facts/disk-identity.ts';
import type { TableBackup } from '../../core/journal/table-backup.ts';
import { givenDisk } from '../../core/plan/storage/given-disk.ts';
import { diskOfBackup, whyNotUndone } from '../cli/undo-table-command.ts';
import { findLoggedTables } from './find-backup.ts';

const disk = givenDisk({ name: 'vda', sizeBytes: 16 * 1024 ** 3, tableId: 'then' });
const backup = (dump: string): TableBackup => ({ disk: identityOf(disk), dump, head: 'AAAA', tail: 'AAAA' });

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'logs-'));
});
afterEach(() => rm(directory, { recursive: true }));

async function log(hour: string, ...records: unknown[]): Promise<void> {
  const lines = records.map((record) => JSON.stringify(record)).join('\n');
  // A log that was cut off ends in half a line.
  await writeFile(join(directory, `2026-11-21T${hour}0000.000Z-${hour}.jsonl`), `${lines}\n{"event":"st`);
}
const noted = (dump: string): unknown => ({ event: 'table-backup', backup: backup(dump) });
const step = (id: string, state: string): unknown => ({ event: 'step', step: id, disk: state });

test('the newest table, and what became of the disk since', async () => {
  await log('10', noted('old'), step('partition', 'table-replaced'));
  await log('11', noted('new'), step('partition', 'table-replaced'));
  const found = await findLoggedTables(directory, undefined);
  expect(found).toMatchObject({ backups: [{ dump: 'new' }], disk: 'table-replaced' });
  expect(whyNotUndone(found)).toBeNull();
  expect(await findLoggedTables(directory, '-10.')).toMatchObject({ backups: [{ dump: 'old' }] });
});

test('a later run that went on and formatted counts, though it notes no table', async () => {
  await log('10', noted('old'), step('partition', 'table-replaced'));
  await log('11', step('wipe-vda2', 'formatted'));
  expect(whyNotUndone(await findLoggedTables(directory, undefined))?.code).toBe('undo-table-formatted');
  expect(whyNotUndone(await findLoggedTables(directory, '-10.'))?.code).toBe('undo-table-formatted');
});

test('a file system that was grown into its new place would be cut off', async () => {
  await log(
    '10',
    noted('old'),
    step('resize-2', 'table-changed'),
    step('resize-content-vda2', 'table-changed'),
  );
  expect(whyNotUndone(await findLoggedTables(directory, undefined))?.code).toBe('undo-table-formatted');
});

test('a table that was not replaced, or that nobody noted', async () => {
  expect(whyNotUndone(await findLoggedTables(directory, undefined))?.code).toBe('undo-table-nothing');
  await log('10', noted('old'), step('disk-identity', 'untouched'));
  expect(whyNotUndone(await findLoggedTables(directory, undefined))?.code).toBe('undo-table-nothing');
});

test('the disk must be the noted one, and free', () => {
  const { disk: identity } = backup('x');
  expect(diskOfBackup([{ ...disk, tableId: 'now' }], identity).path).toBe('/dev/vda');
  const refused = (...disks: Parameters<typeof diskOfBackup>[0]): unknown => {
    try {
      return diskOfBackup(disks, identity);
    } catch (error) {
      return error;
    }
  };
  expect(refused({ ...disk, serial: 'other' })).toMatchObject({ issue: { code: 'disk-changed' } });
  expect(refused()).toMatchObject({ issue: { code: 'disk-changed' } });
  expect(refused(disk, { ...disk, path: '/dev/vdb' })).toMatchObject({ issue: { code: 'disk-changed' } });
  const holders = [{ kind: 'mount' as const, name: '/x', device: 'vda1' }];
  expect(refused({ ...disk, holders })).toMatchObject({ issue: { code: 'disk-busy' } });
});
