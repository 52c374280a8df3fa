// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { Plan } from '../../core/plan/plan.ts';

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Identifies a plan that was shown: apply refuses when the plan made again has another hash. */
export function planHash(plan: Plan): string {
  return digestOf(JSON.stringify(plan));
}

/** Of a plan that was shown to someone without the right to read the disk: what its ends hold is not in it. */
function hashWithoutEdges(plan: Plan): string {
  return digestOf(JSON.stringify(plan, (key, value: unknown) => (key === 'edges' ? undefined : value)));
}

/** Whether this is the plan that was shown under that hash, to root or to an ordinary user. */
export function isPlanWithHash(plan: Plan, hash: string): boolean {
  return hash === planHash(plan) || hash === hashWithoutEdges(plan);
}
