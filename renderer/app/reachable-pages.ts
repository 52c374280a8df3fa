// SPDX-License-Identifier: Apache-2.0
import type { Page } from './page.ts';
import type { WizardState } from './wizard-state.ts';

/** Ids of the pages that can be gone to: those that were left in good order, and the first that was not. */
export function reachablePages(
  pages: readonly Page[],
  passed: readonly string[],
  state: WizardState,
): ReadonlySet<string> {
  const reachable = new Set<string>();
  for (const page of pages) {
    reachable.add(page.id);
    if (!passed.includes(page.id) || !page.isComplete(state)) break;
  }
  return reachable;
}
