// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { cleanUpFirst } from './clean-up-first.ts';

test('a signal aborts the work, and ends the process when it is done', async () => {
  const told: string[] = [];
  const working = cleanUpFirst(
    async (signal) => {
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      told.push('closed');
    },
    (name) => told.push(name),
  );
  process.emit('SIGINT', 'SIGINT');
  await working;
  expect(told).toEqual(['closed', 'SIGINT']);
});

test('without one it is the work alone, and nobody listens any more', async () => {
  const before = process.listenerCount('SIGTERM');
  const told: string[] = [];
  await expect(cleanUpFirst(async () => 'done', told.push.bind(told))).resolves.toBe('done');
  const failing = cleanUpFirst(async () => Promise.reject(new Error('no')), told.push.bind(told));
  await expect(failing).rejects.toThrow('no');
  expect(told).toEqual([]);
  expect(process.listenerCount('SIGTERM')).toBe(before);
});
