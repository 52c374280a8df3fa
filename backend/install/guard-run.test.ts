// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { EndedRun } from '../../core/run/run.ts';
import { guardRun } from './guard-run.ts';

const failed = (detail: string): EndedRun => ({
  state: 'failed',
  stepId: 'users',
  issues: [
    { code: 'command-failed', severity: 'error', path: [], params: { step: 's', command: 'c', detail } },
  ],
  durationMs: 1,
  phases: [],
  disk: 'formatted',
  leftovers: [],
});

test('what a program repeated of a secret is masked', () => {
  const run = guardRun(failed('chpasswd: bad line "ada:canary"'), ['canary']);
  expect(run).toMatchObject({
    state: 'failed',
    issues: [{ params: { detail: 'chpasswd: bad line "ada:[secret]"' } }],
  });
});

test('words that cannot be masked are left out, and the rest is told', () => {
  // Without its quotes the snapshot is no JSON, without "failed" no snapshot.
  for (const secret of ['"', 'failed', 'e']) {
    const run = guardRun(failed('it said "failed"'), [secret]);
    expect(run).toMatchObject({
      state: 'failed',
      disk: 'formatted',
      issues: [{ code: 'command-failed', params: { detail: '' } }],
    });
  }
});

test('a run without secrets is told as it is', () => {
  expect(guardRun(failed('x'), ['canary'])).toEqual(failed('x'));
});
