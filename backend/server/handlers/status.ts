// SPDX-License-Identifier: Apache-2.0
import type { Service } from '../service.ts';
import type { VerbHandlers } from '../verb-handlers.ts';

/** `status`: the newest snapshot. */
export function statusHandler({ feed }: Service): VerbHandlers['status'] {
  return async () => feed.now;
}
