// SPDX-License-Identifier: Apache-2.0
import type { Service } from '../service.ts';
import type { VerbHandlers } from '../verb-handlers.ts';

/** `saveDraft`: keeps what the face has so far; an empty one is none. */
export function saveDraftHandler(service: Service): VerbHandlers['saveDraft'] {
  return async ({ draft }) => {
    service.draft = draft === '' ? null : draft;
    return {};
  };
}
