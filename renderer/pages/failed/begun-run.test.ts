// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Unfinished } from '../../../core/journal/unfinished.ts';
import { begunRun } from './begun-run.ts';

const install = (runId: string, begunAt: string, disk = '/dev/sda'): Unfinished => ({
  runId,
  disk,
  begunAt,
  planHash: 'a'.repeat(64),
  image: { source: 'oci:/image', digest: `sha256:${'1'.repeat(64)}` },
  stepId: 'commit',
  diskState: 'system-incomplete',
  ended: { state: 'failed', code: 'no-space' },
});
const old = install('old', '2026-11-20T12:00:00Z');
const own = install('own', '2026-11-22T12:00:00Z');
const other = install('other', '2026-11-22T13:00:00Z', '/dev/sdb');

test('the newest journal on the disk of the plan is that of the run', () => {
  expect(begunRun({ disk: 'formatted' }, [old, own, other], '/dev/sda')).toBe('own');
  expect(begunRun({ disk: 'formatted' }, [], '/dev/sda')).toBeNull();
});

test('a run that wrote nothing left no journal: what lies there is of another install, with other answers', () => {
  expect(begunRun({ disk: 'untouched' }, [old], '/dev/sda')).toBeNull();
});
