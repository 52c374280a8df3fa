// SPDX-License-Identifier: Apache-2.0
import type { Service } from '../service.ts';
import type { VerbHandlers } from '../verb-handlers.ts';

/** `check`: every issue of a request on this machine. */
export function checkHandler(service: Service): VerbHandlers['check'] {
  return async ({ request }) => {
    const issues = [...(await service.prepare(request)).issues];
    return { ok: issues.every((issue) => issue.severity !== 'error'), issues };
  };
}
