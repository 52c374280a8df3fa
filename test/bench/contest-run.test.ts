// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { barePhases, oursPhases } from './contest-run.ts';

const run = {
  state: 'succeeded',
  warnings: [],
  durationMs: 9000,
  phases: [
    { phase: 'verify', durationMs: 2000, bytes: null },
    { phase: 'install', durationMs: 6500, bytes: 1 },
  ],
  disk: 'bootable',
  leftovers: [],
};

test('the phases of ours add up to the wall time', () => {
  const phases = oursPhases(JSON.stringify(run), 10_000);
  expect([...phases]).toEqual([
    ['prepare', 1],
    ['verify', 2],
    ['install', 6.5],
    ['undo', 0.5],
  ]);
});

test('an install that did not succeed has no time', () => {
  const { durationMs, phases, disk, leftovers } = run;
  const cancelled = { state: 'cancelled', stepId: 'verify', durationMs, phases, disk, leftovers };
  expect(() => oursPhases(JSON.stringify(cancelled), 10_000)).toThrow('cancelled');
});

test('a phase of the script ends where the next one begins, whatever else is printed', () => {
  const text =
    'phase install 10.5\nphase of the moon\nInstallation complete!\nphase configure 60.75\nphase end 62\n';
  expect([...barePhases(text)]).toEqual([
    ['install', 50.25],
    ['configure', 1.25],
  ]);
});
