// SPDX-License-Identifier: Apache-2.0
import { expect, test, vi } from 'vitest';
import { sayWhenSlow } from './say-when-slow.ts';

function recording(json: boolean): { lines: string[]; output: Parameters<typeof sayWhenSlow>[0] } {
  const lines: string[] = [];
  return { lines, output: { json, out: (text) => lines.push(text), err: (text) => lines.push(text) } };
}

test.each([
  ['what is quick', false, 1999, []],
  ['what takes its time, once', false, 60_000, ['particleos: reading the image ...\n']],
  ['nothing to a program', true, 60_000, []],
] as const)('says %s', async (_name, json, takesMs, said) => {
  vi.useFakeTimers();
  try {
    const { lines, output } = recording(json);
    const work = new Promise((resolve) => {
      setTimeout(() => resolve('done'), takesMs);
    });
    const waiting = sayWhenSlow(output, 'reading the image', work);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(await waiting).toBe('done');
    expect(lines).toEqual(said);
  } finally {
    vi.useRealTimers();
  }
});

test('a failure is passed on and leaves no timer', async () => {
  const { lines, output } = recording(false);
  await expect(sayWhenSlow(output, 'x', Promise.reject(new Error('no')), 1)).rejects.toThrow('no');
  await new Promise((resolve) => {
    setTimeout(resolve, 20);
  });
  expect(lines).toEqual([]);
});
