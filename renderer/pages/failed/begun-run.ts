// SPDX-License-Identifier: Apache-2.0
import type { Unfinished } from '../../../core/journal/unfinished.ts';
import type { UnhappyRun } from './support-text.ts';

/**
 * The journal of a run that just ended, by its id: the newest one on the disk of the plan. Null: nothing is left to go on from.
 * What lies on a disk that the run did not write to is of an earlier install, with other answers. Pure.
 */
export function begunRun(
  run: Pick<UnhappyRun, 'disk'>,
  installs: readonly Unfinished[],
  disk: string | null,
): string | null {
  if (run.disk === 'untouched') return null;
  const own = installs.filter((one) => one.ended !== null && (disk === null || one.disk === disk));
  return own.toSorted((a, b) => b.begunAt.localeCompare(a.begunAt))[0]?.runId ?? null;
}
