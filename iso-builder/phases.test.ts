// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Phases } from './phases.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const MiB = 1024 * 1024;

/** Work of that many seconds, on a clock that is turned by hand. */
async function work(phases: Phases, name: string, seconds: number, bytes: number | null): Promise<void> {
  const running = phases.run(name, async (note) => {
    note('unpacking');
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    return bytes;
  });
  await vi.advanceTimersByTimeAsync(seconds * 1000);
  await running;
}

test('the table has a line a phase, with columns that stand below each other', async () => {
  const phases = new Phases('p', () => undefined);
  await work(phases, 'short', 0.25, null);
  await work(phases, 'a longer name', 1234.5, 700.4 * MiB);
  await work(phases, 'empty', 2, 0);
  expect(phases.table()).toBe(
    [
      '  short                                   0.3 s               ',
      '  a longer name                        1234.5 s      700.4 MiB',
      '  empty                                   2.0 s        0.0 MiB',
    ].join('\n'),
  );
  expect(phases.done).toEqual([
    { name: 'short', seconds: 0.3, bytes: null },
    { name: 'a longer name', seconds: 1234.5, bytes: 700.4 * MiB },
    { name: 'empty', seconds: 2, bytes: 0 },
  ]);
});

test('a long phase says every 15 seconds that it lives, and what it does', async () => {
  const said: string[] = [];
  const phases = new Phases('p', (line) => said.push(line));
  await work(phases, 'quick', 14, null);
  expect(said).toEqual(['p: quick ...']);
  await work(phases, 'slow', 31, null);
  expect(said.slice(1)).toEqual(['p: slow ...', 'p: slow, 15 s: unpacking', 'p: slow, 30 s: unpacking']);
});

test('a phase that fails is not done, and falls silent', async () => {
  const said: string[] = [];
  const phases = new Phases('p', (line) => said.push(line));
  await expect(phases.run('bad', () => Promise.reject(new Error('no room')))).rejects.toThrow('no room');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(said).toEqual(['p: bad ...']);
  expect(phases.done).toEqual([]);
  expect(phases.table()).toBe('');
});
