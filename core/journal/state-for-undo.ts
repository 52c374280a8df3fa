// SPDX-License-Identifier: Apache-2.0
import { furthest } from '../plan/furthest-state.ts';
import type { DiskState } from '../plan/step.ts';

/** A file system that was grown into its new place would be cut off by the old table. */
const GROWN = /^resize-content-/;

/** What undo-table must take a disk for, that was in the state `before` when this step began: what was done once stays done. */
export function stateForUndo(
  before: DiskState,
  step: { readonly id: string; readonly disk: DiskState },
): DiskState {
  const isGrown = GROWN.test(step.id) && step.disk === 'table-changed';
  return furthest(before, isGrown ? 'formatted' : step.disk);
}
