// SPDX-License-Identifier: Apache-2.0
import { diskState, type DiskState } from './step.ts';

/** The one of two states in which more was written to the disk. */
export function furthest(a: DiskState, b: DiskState): DiskState {
  const order = diskState.options;
  return order.indexOf(a) < order.indexOf(b) ? b : a;
}
