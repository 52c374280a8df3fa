// SPDX-License-Identifier: Apache-2.0
import { array, assert, double, integer, property, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import { RemainingTime } from './remaining-time.ts';

test('nothing is told too early', () => {
  expect(new RemainingTime().at(0.04, 60_000)).toBeNull();
  expect(new RemainingTime().at(0.5, 4000)).toBeNull();
});

test('half of the way in a minute: another minute', () => {
  expect(new RemainingTime().at(0.5, 60_000)).toBe(60);
});

test('a stall holds the number, a long one takes it back, the end brings it again', () => {
  const remaining = new RemainingTime();
  expect(remaining.at(0.5, 60_000)).toBe(60);
  expect(remaining.at(0.5, 90_000)).toBe(60);
  expect(remaining.at(0.5, 130_000)).toBeNull();
  expect(remaining.at(0.8, 160_000)).toBe(40);
  expect(remaining.at(1, 170_000)).toBe(0);
});

test('what is told never grows', () => {
  const readings = array(tuple(double({ min: 0, max: 0.2, noNaN: true }), integer({ min: 0, max: 100_000 })));
  const check = property(readings, (steps) => {
    const remaining = new RemainingTime();
    let fraction = 0;
    let elapsed = 0;
    let last = Infinity;
    for (const [share, ms] of steps) {
      fraction = Math.min(1, fraction + share);
      elapsed += ms;
      const told = remaining.at(fraction, elapsed);
      if (told === null) continue;
      if (told > last || told < 0) throw new Error(`${told} after ${last}`);
      last = told;
    }
  });
  expect(() => assert(check, { numRuns: 2000 })).not.toThrow();
});
