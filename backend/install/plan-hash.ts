// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { Plan } from '../../core/plan/plan.ts';

/** Identifies a plan that was shown: apply refuses when the plan made again has another hash. */
export function planHash(plan: Plan): string {
  return createHash('sha256').update(JSON.stringify(plan)).digest('hex');
}
