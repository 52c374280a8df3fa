// SPDX-License-Identifier: Apache-2.0
import { planHash } from '../../install/plan-hash.ts';
import type { Service } from '../service.ts';
import type { VerbHandlers } from '../verb-handlers.ts';

/** `plan`: what would be done, with the hash that `apply` wants back. */
export function planHandler(service: Service): VerbHandlers['plan'] {
  return async ({ request }) => {
    const { plan, issues } = await service.prepare(request);
    return { hash: plan === null ? null : planHash(plan), plan, issues: [...issues] };
  };
}
