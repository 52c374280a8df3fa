// SPDX-License-Identifier: Apache-2.0
import { findSticks } from '../sticks/find-sticks.ts';
import { sticksForKey } from '../sticks/save-recovery-key.ts';
import type { Service } from '../service.ts';
import type { VerbHandlers } from '../verb-handlers.ts';

/** `sticks`: where a file could be saved. Free space is not known without mounting, so it is not told. */
export function sticksHandler({ options }: Service): VerbHandlers['sticks'] {
  return async ({ what }) => {
    const facts = await options.probe();
    const found = what === 'recovery-key' ? sticksForKey(facts) : findSticks(facts);
    return {
      sticks: found
        .filter(({ writable }) => writable)
        .map(({ id, title }) => ({ id, title, freeBytes: null })),
    };
  };
}
