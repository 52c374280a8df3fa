// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { encodeRecord } from '../../../backend/journal/journal-blocks.ts';
import { JOURNAL_AREA } from '../../../core/journal/journal-area.ts';
import type { JournalBegin, JournalRecord } from '../../../core/journal/journal-record.ts';
import { givenDisk } from '../../../core/plan/storage/given-disk.ts';
import { chooseCrash } from './choose-crash.ts';
import { journalStages, stepAt } from './journal-stages.ts';
import type { WriteEntry } from './write-log.ts';

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
const records: JournalRecord[] = [
  begin,
  { event: 'step', id: 'unpack', disk: 'system-incomplete' },
  { event: 'done', id: 'sync-import' },
];

/** A disk that gets its journal, with a write and a flush between the records, and loses it in a discard of all. */
function recording(): { entries: WriteEntry[]; read: (entry: WriteEntry) => Promise<Buffer> } {
  const log = new Map<number, Buffer>();
  const entries: WriteEntry[] = [];
  const add = (offsetBytes: number, data: Buffer, more: Partial<WriteEntry> = {}): void => {
    const dataOffset = entries.length;
    log.set(dataOffset, data);
    const plain = { flush: false, fua: false, discard: false, mark: false };
    entries.push({ offsetBytes, sizeBytes: data.length, dataOffset, ...plain, ...more });
  };
  let at: number = JOURNAL_AREA.startBytes;
  for (const [index, record] of records.entries()) {
    const blocks = encodeRecord(record, begin.runId, index);
    // The second comes in two writes: half of a record is none.
    if (index === 1) add(at, blocks.subarray(0, 80));
    add(at, blocks);
    add(0, Buffer.alloc(0), { flush: true });
    add(JOURNAL_AREA.endBytes, Buffer.alloc(4096, 1));
    at += blocks.length;
  }
  add(0, Buffer.alloc(0), { discard: true, sizeBytes: 2 ** 40 });
  return { entries, read: async ({ dataOffset }) => log.get(dataOffset) ?? Buffer.alloc(0) };
}

describe('the journal of a recorded install', () => {
  test('is followed from write to write, until it is gone', async () => {
    const { entries, read } = recording();
    const stages = await journalStages(entries, read);
    const told = stages.map(({ at, journal }) => [at, journal?.stepId, journal?.done.size]);
    expect(told).toEqual([
      [0, null, 0],
      [3, null, 0],
      [4, 'unpack', 0],
      [7, 'unpack', 1],
      [10, undefined, undefined],
    ]);
  });

  test('each step of it is one share, however many requests it sends', async () => {
    const { entries, read } = recording();
    const stages = await journalStages(entries, read);
    const shares = stages.length;
    const steps = stages.map((_, index) => stepAt(stages, entries.length, { index, shares }));
    expect(steps.map(({ from }) => from)).toEqual(stages.map(({ at }) => at));
    expect(steps.map(({ to }) => to)).toEqual([...stages.slice(1).map(({ at }) => at), entries.length]);
    const halves = [0, 1].map((index) => stepAt(stages, entries.length, { index, shares: 2 }).from);
    expect(halves).toEqual([stages[1]?.at, stages[3]?.at]);
    expect(() => stepAt(stages, entries.length, { index: 2, shares: 2 })).toThrow(RangeError);
  });

  test('a crash is chosen within a stretch of it', () => {
    const { entries } = recording();
    const within = { from: 5, to: 8 };
    const times = Array.from({ length: 40 }, (_, seed) => chooseCrash(entries, seed, within).at);
    expect(Math.min(...times)).toBe(within.from + 1);
    expect(Math.max(...times)).toBe(within.to);
    expect(() => chooseCrash(entries, 1, { from: 3, to: 3 })).toThrow(RangeError);
  });
});
