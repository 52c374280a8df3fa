// SPDX-License-Identifier: Apache-2.0
import type { Service } from '../service.ts';
import type { VerbHandlers } from '../verb-handlers.ts';

/** `cancel`: asks our run to end; one of the command line is ended by a signal there. */
export function cancelHandler({ feed, runs }: Service): VerbHandlers['cancel'] {
  return async () => {
    runs.cancel();
    return feed.now;
  };
}
