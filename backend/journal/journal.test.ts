// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check';
import { mkdtemp, open, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { givenDisk } from '../../core/plan/storage/given-disk.ts';
import { JOURNAL_AREA, JOURNAL_BLOCK_BYTES } from '../../core/journal/journal-area.ts';
import type { JournalBegin, JournalRecord } from '../../core/journal/journal-record.ts';
import { journalState } from '../../core/journal/journal-state.ts';
import type { EndedRun } from '../../core/run/run.ts';

import { decodeJournal, encodeRecord } from './journal-blocks.ts';
import { LiveJournal } from './live-journal.ts';
import { RunJournal } from './run-journal.ts';
import { readTargetJournal } from './target-journal.ts';

const begin: JournalBegin = {
  event: 'begin',
  runId: '0123456789abcdef',
  at: '2026-11-21T16:00:00.000Z',
  planHash: 'ab'.repeat(32),
  engine: 'ostree',
  image: { source: 'oci:/image', digest: `sha256:${'0'.repeat(64)}` },
  disk: givenDisk({ name: 'vda', sizeBytes: 16 * 1024 ** 3 }),
  otherDisks: [],
  request: { version: 1, disk: { only: true } },
};
const ended: Pick<EndedRun, 'durationMs' | 'phases' | 'disk' | 'leftovers'> = {
  durationMs: 1,
  phases: [],
  disk: 'formatted',
  leftovers: [],
};
const failed: EndedRun = {
  state: 'failed',
  stepId: 'unpack',
  issues: [{ code: 'no-space', severity: 'error', path: [], params: {} }],
  ...ended,
};

let directory: string;
let disk: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'journal-'));
  disk = join(directory, 'disk');
  await writeFile(disk, '');
  await truncate(disk, 4 * 1024 * 1024);
});
afterEach(() => rm(directory, { recursive: true }));

const logged: unknown[] = [];
function runJournal(more: Partial<ConstructorParameters<typeof RunJournal>[0]> = {}): RunJournal {
  logged.length = 0;
  return new RunJournal({
    stateDirectory: directory,
    device: disk,
    place: 'free',
    begin,
    milestones: new Set(['disarm', 'mkfs-root', 'sync-import']),
    continues: null,
    log: (record) => logged.push(record),
    now: () => '2026-11-21T17:00:00.000Z',
    ...more,
  });
}

async function recordsOn(device = disk): Promise<readonly JournalRecord[]> {
  return (await readTargetJournal(device))?.records ?? [];
}

describe('on the target', () => {
  test('nothing is written before the disk is; then everything so far, and each step as it begins', async () => {
    const empty = await readFile(disk);
    const journal = runJournal();
    await journal.open();
    await journal.step('verify-image', 'untouched');
    await journal.done('verify-image');
    expect((await readFile(disk)).equals(empty)).toBe(true);
    await journal.step('partition', 'table-replaced');
    expect((await recordsOn()).map((record) => record.event)).toEqual(['begin', 'step', 'step']);
    await journal.step('mkfs-root', 'formatted');
    await journal.done('mkfs-root');
    const state = journalState(await recordsOn());
    expect(state).toMatchObject({ stepId: 'mkfs-root', disk: 'formatted', ended: null, begin });
    expect([...(state?.done ?? [])]).toEqual(['mkfs-root']);
    await journal.end(failed);
    expect(journalState(await recordsOn())?.ended).toEqual({ state: 'failed', code: 'no-space' });
    expect(logged).toEqual([]);
  });

  test('it writes into its area and nowhere else', async () => {
    const before = Buffer.alloc(4 * 1024 * 1024, 'x');
    await writeFile(disk, before);
    const journal = runJournal();
    await journal.open();
    for (let step = 0; step < 140; step += 1) await journal.step(`step-${step}`, 'formatted');
    await journal.end(failed);
    const after = await readFile(disk);
    expect(
      after.subarray(0, JOURNAL_AREA.startBytes).equals(before.subarray(0, JOURNAL_AREA.startBytes)),
    ).toBe(true);
    expect(after.subarray(JOURNAL_AREA.endBytes).equals(before.subarray(JOURNAL_AREA.endBytes))).toBe(true);
    // Full, it says less than was done, and nothing that is wrong.
    expect(journalState(await recordsOn())?.stepId).toMatch(/^step-1\d\d$/);
    expect(logged).toContainEqual({ event: 'journal-off-target', why: 'it is full' });
  });

  test('a success leaves nothing', async () => {
    const empty = await readFile(disk);
    const journal = runJournal();
    await journal.open();
    await journal.step('partition', 'table-replaced');
    await journal.end({ state: 'succeeded', warnings: [], ...ended });
    expect((await readFile(disk)).equals(empty)).toBe(true);
    expect(await new LiveJournal(directory).read()).toEqual([]);
  });

  test('nor does one after which there was no room for more, or that could not be opened', async () => {
    const empty = await readFile(disk);
    const journal = runJournal();
    await journal.open();
    for (let step = 0; step < 140; step += 1) await journal.step(`step-${step}`, 'formatted');
    await journal.end({ state: 'succeeded', warnings: [], ...ended });
    expect((await readFile(disk)).equals(empty)).toBe(true);

    const cut = runJournal();
    await cut.open();
    await cut.step('partition', 'table-replaced');
    await cut.end(failed);
    const later = runJournal({ begin: { ...begin, runId: 'f'.repeat(16) } });
    await later.open();
    await rename(disk, `${disk}-away`);
    await later.step('partition', 'table-replaced');
    await later.step('mkfs-root', 'formatted');
    await rename(`${disk}-away`, disk);
    await later.end({ state: 'succeeded', warnings: [], ...ended });
    expect((await readFile(disk)).equals(empty)).toBe(true);
  });

  test('a success beside what it may not write to leaves that', async () => {
    const cut = runJournal();
    await cut.open();
    await cut.step('partition', 'table-replaced');
    await cut.end(failed);
    const before = await readFile(disk);
    const journal = runJournal({ place: 'none', begin: { ...begin, runId: 'f'.repeat(16) } });
    await journal.open();
    await journal.step('mkfs-root', 'formatted');
    await journal.end({ state: 'succeeded', warnings: [], ...ended });
    expect((await readFile(disk)).equals(before)).toBe(true);
  });

  test('what wipes the whole disk does not take it for good', async () => {
    const journal = runJournal();
    await journal.open();
    await journal.step('discard', 'table-replaced');
    const file = await open(disk, 'r+');
    await file.write(Buffer.alloc(4 * 1024 * 1024), 0, 4 * 1024 * 1024, 0);
    await file.close();
    await journal.step('partition', 'table-replaced');
    expect(journalState(await recordsOn())).toMatchObject({ begin, stepId: 'partition' });
    await journal.end(failed);
  });

  test('over what lies there, in no partition, only once something is formatted', async () => {
    await writeFile(disk, Buffer.alloc(4 * 1024 * 1024, 'x'));
    const before = await readFile(disk);
    const journal = runJournal();
    await journal.open();
    await journal.step('partition', 'table-replaced');
    expect((await readFile(disk)).equals(before)).toBe(true);
    await journal.step('wipe-vda1', 'formatted');
    expect(journalState(await recordsOn())).toMatchObject({ stepId: 'wipe-vda1' });
    await journal.end(failed);
  });

  test('beside a table that is kept it only goes where nothing is', async () => {
    await writeFile(disk, Buffer.alloc(4 * 1024 * 1024, 'x'));
    const before = await readFile(disk);
    const journal = runJournal({ place: 'if-empty' });
    await journal.open();
    await journal.step('mkfs-root', 'formatted');
    await journal.end(failed);
    expect((await readFile(disk)).equals(before)).toBe(true);
    expect(logged).toEqual([{ event: 'journal-off-target', why: 'the disk has no place for it' }]);
    expect(journalState(await new LiveJournal(directory).read())?.stepId).toBe('mkfs-root');
  });

  test('a run that goes on keeps what it was told to keep', async () => {
    const first = runJournal();
    await first.open();
    for (const id of ['disarm', 'mkfs-root', 'sync-import']) {
      await first.step(id, 'formatted');
      await first.done(id);
    }
    await first.end(failed);
    const journal = await readTargetJournal(disk);
    if (journal === null) throw new Error('no journal');
    const second = runJournal({ continues: { journal, kept: ['disarm', 'mkfs-root'] } });
    await second.open();
    await second.step('disk-identity', 'untouched');
    expect(journalState(await new LiveJournal(directory).read())?.disk).toBe('formatted');
    await second.step('mount-root', 'formatted');
    const state = journalState(await recordsOn());
    expect(state).toMatchObject({ stepId: 'mount-root', ended: null });
    expect([...(state?.done ?? [])]).toEqual(['disarm', 'mkfs-root']);
    await second.end(failed);
  });

  test('one that is too full to say what is done again says nothing', async () => {
    const first = runJournal();
    await first.open();
    for (let step = 0; step < 125; step += 1) await first.step(`step-${step}`, 'system-incomplete');
    await first.done('sync-import');
    await first.end(failed);
    const journal = await readTargetJournal(disk);
    if (journal === null) throw new Error('no journal');
    expect([...(journalState(journal.records)?.done ?? [])]).toEqual(['sync-import']);
    // What was imported is removed, and imported again.
    const second = runJournal({ continues: { journal, kept: [] } });
    await second.open();
    for (let step = 0; step < 10; step += 1) await second.step(`step-${step}`, 'system-incomplete');
    expect([...(journalState(await recordsOn())?.done ?? [])]).toEqual([]);
    await second.end(failed);
    expect([...(journalState(await recordsOn())?.done ?? [])]).toEqual([]);
  });

  test('a run that goes on and ends before it writes leaves the disk as the run before did', async () => {
    const first = runJournal({ place: 'none' });
    await first.open();
    await first.step('mkfs-root', 'formatted');
    await first.end(failed);
    const records = await new LiveJournal(directory).read();
    const journal = { runId: begin.runId, records, endBytes: 0 };
    const second = runJournal({ place: 'none', continues: { journal, kept: [] } });
    await second.open();
    await second.step('verify-image', 'untouched');
    await second.end(failed);
    expect(journalState(await new LiveJournal(directory).read())).toMatchObject({
      stepId: 'verify-image',
      disk: 'formatted',
      ended: { state: 'failed' },
    });
  });

  test('a disk that does not take it ends no run', async () => {
    const journal = runJournal({ device: join(directory, 'gone') });
    await journal.open();
    await journal.step('partition', 'table-replaced');
    await journal.step('mkfs-root', 'formatted');
    await journal.end(failed);
    expect(logged[0]).toMatchObject({ event: 'journal-failed' });
  });
});

describe('reading', () => {
  const records: JournalRecord[] = [
    begin,
    { event: 'step', id: 'partition', disk: 'table-replaced' },
    { event: 'done', id: 'disarm' },
  ];
  const area = Buffer.concat(records.map((record, index) => encodeRecord(record, begin.runId, index)));

  test('what was written is read', () => {
    expect(decodeJournal(area)).toEqual({ runId: begin.runId, records, endBytes: area.length });
  });

  test('records of an earlier run behind those of a later one are not read', () => {
    const later = encodeRecord({ ...begin, runId: 'f'.repeat(16) }, 'f'.repeat(16), 0);
    expect(decodeJournal(Buffer.concat([later, area.subarray(later.length)]))?.records).toHaveLength(1);
  });

  test('a record that is torn, at any byte, is none; those before it stand', () => {
    const last = area.length - JOURNAL_BLOCK_BYTES;
    fc.assert(
      fc.property(fc.integer({ min: last, max: last + 90 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const torn = Buffer.from(area);
        torn[at] = (torn[at] ?? 0) ^ flip;
        expect(decodeJournal(torn)?.records.length).toBe(2);
      }),
    );
  });

  test('any bytes at all are read without a fault', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(400), (bytes, at) => {
        const found = decodeJournal(Buffer.concat([area.subarray(0, at), bytes, area.subarray(at)]));
        expect(found === null || found.records.length > 0).toBe(true);
      }),
    );
  });
});
