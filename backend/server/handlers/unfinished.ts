// SPDX-License-Identifier: Apache-2.0
import { unfinishedOf } from '../../journal/find-unfinished.ts';
import { findOwnJournals } from '../find-own-journals.ts';
import type { Service } from '../service.ts';
import type { VerbHandlers } from '../verb-handlers.ts';

/** `unfinished`: what was begun on the disks of this machine and did not succeed. */
export function unfinishedHandler(service: Service): VerbHandlers['unfinished'] {
  return async () => ({ installs: (await findOwnJournals(service)).map(unfinishedOf) });
}
