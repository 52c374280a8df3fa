// SPDX-License-Identifier: Apache-2.0
import type { Service } from '../service.ts';
import type { VerbHandlers } from '../verb-handlers.ts';

/** `draft`: what the face had, after it was reloaded or came back. */
export function draftHandler(service: Service): VerbHandlers['draft'] {
  return async () => ({ draft: service.draft });
}
