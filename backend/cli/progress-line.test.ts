// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Progress } from '../../core/run/run.ts';
import { ProgressLine } from './progress-line.ts';

const start: Progress = {
  phase: 'install',
  stepId: 'bootc-install',
  title: 'Install',
  fraction: 0.1,
  doneBytes: null,
  totalBytes: null,
  detail: null,
  remainingSeconds: null,
};

/** The lines for snapshots that differ from the first one in this. */
function linesOf(terminal: boolean, ...changes: Partial<Progress>[]): string[] {
  const lines: string[] = [];
  const output = { json: false, out: () => undefined, err: (text: string): void => void lines.push(text) };
  const line = new ProgressLine(output, terminal);
  for (const change of changes)
    line.show({ state: 'running', progress: { ...start, ...change }, disk: 'untouched' });
  return lines;
}

test.each<[string, Partial<Progress>]>([
  [' 10%  Install', {}],
  [' 10%  Install 1.0 KiB of 2.0 KiB', { doneBytes: 1024, totalBytes: 2048 }],
  [' 10%  Install: writing the system 1.0 KiB', { doneBytes: 1024, detail: 'bootc-image' }],
  [' 10%  Install, about 5 s left', { remainingSeconds: 1 }],
  [' 10%  Install, about 35 s left', { remainingSeconds: 31 }],
  [' 10%  Install, about 90 s left', { remainingSeconds: 90 }],
  [' 10%  Install, about 2 min left', { remainingSeconds: 91 }],
])('%s', (text, change) => {
  expect(linesOf(false, change)).toEqual([`particleos: ${text}\n`]);
  expect(linesOf(true, change)[0]).toMatch(/^\r.*\[##\.{22}\] /);
});

test('without a terminal: a line for each step, each part of it, and every five percent', () => {
  const fractions = [0.1, 0.12, 0.149, 0.151, 0.17].map((fraction) => ({ fraction }));
  const parts = [{ detail: 'bootc-image' as const }, { detail: 'bootc-image' as const }, { stepId: 'other' }];
  expect(linesOf(false, ...fractions, ...parts)).toEqual([
    'particleos:  10%  Install\n',
    'particleos:  15%  Install\n',
    'particleos:  10%  Install: writing the system\n',
    'particleos:  10%  Install\n',
  ]);
});
