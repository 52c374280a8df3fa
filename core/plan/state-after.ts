// SPDX-License-Identifier: Apache-2.0
import { furthest } from './furthest-state.ts';
import type { DiskState } from './step.ts';

/** Whether undo-table can bring all of it back. */
export function isWhole(disk: DiskState): boolean {
  return ['untouched', 'shrunk', 'table-changed', 'table-replaced'].includes(disk);
}

/**
 * The state of a disk that was in `before` when a run began that brought it to `now`. A run that has written nothing yet
 * leaves it as it was, and a table that is written once more brings nothing back; a file system that is made anew ends
 * the system that was in it.
 */
export function stateAfter(before: DiskState, now: DiskState): DiskState {
  return isWhole(now) ? furthest(before, now) : now;
}
