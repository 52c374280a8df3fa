// SPDX-License-Identifier: Apache-2.0
import { array, assert, constantFrom, integer, nat, option, property, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import { phase, type Step } from '../plan/step.ts';
import { progressSchema } from './run.ts';
import { ProgressTracker } from './track-progress.ts';

function step(at: number, phaseAt: number, totalBytes: number | null): Step {
  return {
    kind: 'command',
    id: `s${at}`,
    title: `step ${at}`,
    phase: phase.options[phaseAt] ?? 'disk',
    argv: ['a'],
    timeoutMs: 1,
    ...(totalBytes === null ? {} : { progress: { by: 'bytes-read', totalBytes } }),
  };
}

const plans = array(tuple(nat(phase.options.length - 1), option(nat(1e12))), { minLength: 1, maxLength: 40 });
/** Bytes in any order, too many, too few, negative: what /proc says of dying processes. */
const readings = array(tuple(nat(39), option(integer({ min: -1e13, max: 1e13 })), option(nat(1e12))), {
  maxLength: 80,
});

test('never runs backwards, stays within 0 and 1, whatever is reported', () => {
  const check = property(plans, readings, (plan, reports) => {
    const tracker = new ProgressTracker(plan.map(([phaseAt, total], at) => step(at, phaseAt, total)));
    let highest = 0;
    for (const [at, done, total] of reports) {
      const progress = progressSchema.parse(tracker.at(at % plan.length, done, total));
      if (progress.fraction < highest || progress.fraction > 1) throw new Error(String(progress.fraction));
      highest = progress.fraction;
    }
  });
  expect(() => assert(check, { numRuns: 2000 })).not.toThrow();
});

test('step by step it reaches 1 at the end of the last step and not before', () => {
  const check = property(plans, constantFrom(1, 1000), (plan, total) => {
    const tracker = new ProgressTracker(plan.map(([phaseAt, bytes], at) => step(at, phaseAt, bytes)));
    const last = plan.length - 1;
    for (let at = 0; at < last; at += 1) {
      if (tracker.at(at, null, null).fraction >= 1) throw new Error(`1 at the start of ${at}`);
      if (tracker.at(at, total, total).fraction >= 1) throw new Error(`1 at the end of ${at}`);
    }
    if (tracker.at(last, null, null).fraction >= 1) throw new Error('1 at the start of the last');
    if (Math.abs(tracker.at(last, total, total).fraction - 1) > 1e-9) throw new Error('not 1 at the end');
  });
  expect(() => assert(check, { numRuns: 2000 })).not.toThrow();
});

test('bytes never pass their total, and are told as they are when there is none', () => {
  const tracker = new ProgressTracker([step(0, 0, 10)]);
  expect(tracker.at(0, 20, 10)).toMatchObject({ doneBytes: 10, totalBytes: 10 });
  expect(tracker.at(0, 20, null)).toMatchObject({ doneBytes: 20, totalBytes: null });
  expect(tracker.at(0, 1, 0).fraction).toBe(1);
  expect(() => tracker.at(1, null, null)).toThrow(RangeError);
});

test('a total that is a guess moves the bar and is not told', () => {
  const tracker = new ProgressTracker([step(0, 0, 10)]);
  const guess = tracker.at(0, 5, 10, { estimate: true });
  expect(guess).toMatchObject({ doneBytes: 5, totalBytes: null, fraction: 0.5, detail: null });
  const beyond = tracker.at(0, 20, 10, { estimate: true, share: 0.7, detail: 'bootc-image' });
  expect(beyond).toMatchObject({ doneBytes: 20, totalBytes: null, fraction: 0.7, detail: 'bootc-image' });
});

test('the remaining time is told where the time is known', () => {
  const tracker = new ProgressTracker([step(0, 0, 10)]);
  expect(tracker.at(0, 5, 10).remainingSeconds).toBeNull();
  expect(tracker.at(0, 5, 10, { elapsedMs: 60_000 }).remainingSeconds).toBe(60);
});
