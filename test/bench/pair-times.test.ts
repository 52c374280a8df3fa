// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { comparePairs, median, timePairs } from './pair-times.ts';

test('every second pair runs the other way round, and times stay with their side', async () => {
  const order: string[] = [];
  const side = (name: string): (() => Promise<number>) => {
    return () => Promise.resolve(order.push(name));
  };
  const times = await timePairs(3, side('ours'), side('peer'));
  expect(order).toEqual(['ours', 'peer', 'peer', 'ours', 'ours', 'peer']);
  expect(times).toEqual({ ours: [1, 4, 5], peer: [2, 3, 6] });
});

test.each([
  [[5], 5],
  [[9, 1, 5], 5],
  [[4, 1, 3, 100], 3.5],
  [[10, 9], 9.5],
])('the median of %j is %d', (values, middle) => {
  expect(median(values)).toBe(middle);
});

test('the median of nothing is no number, and no number holds no bound', () => {
  const { ratio } = comparePairs({ ours: [], peer: [] });
  expect(ratio).toBeNaN();
  expect(ratio <= 1.3).toBe(false);
});

test('the ratio is that of the medians', () => {
  expect(comparePairs({ ours: [30, 10, 20], peer: [10, 40, 16] })).toEqual({
    oursMs: 20,
    peerMs: 16,
    ratio: 1.25,
  });
});
