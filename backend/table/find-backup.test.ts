// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { identityOf } from '../../core/facts/disk-identity.ts';
import { journalRecord } from '../../core/journal/journal-record.ts';
import { journalState } from '../../core/journal/journal-state.ts';
import type { TableBackup } from '../../core/journal/table-backup.ts';
import { givenDisk } from '../../core/plan/storage/given-disk.ts';
import { diskOfBackup, journaledTables, whyNotUndone } from '../cli/undo-table-command.ts';
import type { FoundJournal } from '../journal/find-unfinished.ts';
import { findLoggedTables } from './find-backup.ts';

const disk = givenDisk({ name: 'vda', sizeBytes: 16 * 1024 ** 3, tableId: 'then' });
const backup = (dump: string): TableBackup => ({
  disk: identityOf(disk),
  dump,
  head: 'AAAA',
  tail: 'AAAA',
  marks: [],
});

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

const record = (id: string, state: string): unknown => ({ event: 'step', id, disk: state });

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

test.each([
  ['resize-2', 'resize-content-vda2'],
  // What was grown once stays so, whatever is done after it.
  ['resize-content-vda2', 'check-content-vda3'],
])('a file system that was grown into its new place would be cut off: %s, %s', async (...ids) => {
  await log('10', noted('old'), ...ids.map((id) => step(id, 'table-changed')));
  expect(whyNotUndone(await findLoggedTables(directory, undefined))?.code).toBe('undo-table-formatted');
});

/** As it is found after a power cut, when no log is there any more. */
const journaled = (...rest: unknown[]): FoundJournal => {
  const begin = {
    event: 'begin',
    runId: '0123456789abcdef',
    at: '2026-11-22T12:00:00Z',
    planHash: '0'.repeat(64),
    engine: 'ostree',
    image: { source: 'oci:/image', digest: `sha256:${'0'.repeat(64)}` },
    disk,
    request: null,
  };
  const records = [begin, ...rest].map((record) => journalRecord.parse(record));
  const state = journalState(records);
  if (state === null) throw new Error('no state');
  return { journal: { runId: begin.runId, records, endBytes: 0 }, state, disk };
};

test('a journal gives back the tables of all disks that it notes', () => {
  const second = { ...backup('second'), disk: { ...identityOf(disk), path: '/dev/vdb', serial: 'S-vdb' } };
  const found = journaledTables([
    journaled(),
    journaled(
      noted('first'),
      { event: 'table-backup', backup: second },
      record('partition', 'table-replaced'),
    ),
  ]);
  expect(found?.backups.map(({ dump }) => dump)).toEqual(['first', 'second']);
  expect(whyNotUndone(found)).toBeNull();
});

test('nor does a journal bring back the table under what was grown', () => {
  const found = journaledTables([
    journaled(
      noted('old'),
      record('resize-content-vda2', 'table-changed'),
      record('check-content-vda3', 'table-changed'),
    ),
  ]);
  expect(whyNotUndone(found)?.code).toBe('undo-table-formatted');
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
