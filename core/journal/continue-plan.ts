// SPDX-License-Identifier: Apache-2.0
import type { Plan } from '../plan/plan.ts';
import type { Step } from '../plan/step.ts';
import { TARGET, target } from '../plan/target.ts';

/**
 * Whose word a continued install takes. 'journal': a person looked at what was found, and what it says is done is left
 * out. 'digests': nobody did, so only what is checked by its digest is kept, the blobs that were fetched: a disk with a
 * forged journal can then bring nothing into the new system.
 */
export type Trust = 'journal' | 'digests';

/** Blobs of the image, in the scratch directory: each is named by its digest, which is checked when it is read. */
const BLOBS = `${target.scratch}/oci/blobs`;

/** What is left of a plan, and what of the disk stays. */
export interface Continued {
  readonly steps: Step[];
  /** Steps that count as done; none: it is an install from the beginning. */
  readonly kept: string[];
}

/** Ids of the steps that others name as `doneWith`: only these are worth a record. */
export function milestones(steps: readonly Step[]): Set<string> {
  return new Set(steps.flatMap(({ doneWith }) => doneWith ?? []));
}

function counts(step: Step, done: ReadonlySet<string>, trust: Trust): boolean {
  const by = step.doneWith;
  if (by === undefined || !done.has(by)) return false;
  return trust === 'journal' || step.phase === 'disk';
}

/** Removes what was half done from the root that is kept, before anything is put into it. */
function clearStep(keep: readonly string[]): Step {
  return {
    kind: 'action',
    id: 'clear-unfinished',
    phase: 'disk',
    title: 'Remove what was left half done',
    action: 'clear-unfinished',
    params: { root: TARGET, keep: [...keep] },
    leaves: 'system-incomplete',
  };
}

/** The identity is compared again, but the table is the one that the install wrote. */
function checkStep(step: Extract<Step, { kind: 'action' }>, plan: Plan, tableDone: boolean): Step {
  return { ...step, params: { ...step.params, written: tableDone ? plan.layout : 'perhaps' } };
}

/**
 * What is left to do of a plan that was begun. Pure; the same plan and the same done steps give the same. Only the table
 * and the root are kept: the small file systems are made anew, so that nothing of a loader is there before the end.
 */
export function continuePlan(plan: Plan, done: ReadonlySet<string>, trust: Trust): Continued {
  const left = plan.steps.filter((step) => counts(step, done, trust));
  if (left.length === 0) return { steps: plan.steps, kept: [] };
  const kept = [...new Set(left.flatMap(({ doneWith }) => doneWith ?? []))];
  const out = new Set(left.map(({ id }) => id));
  const imported = out.has('commit');
  const steps = plan.steps.flatMap((step): Step[] => {
    if (out.has(step.id)) return [];
    if (step.kind === 'action' && step.action === 'disk-identity')
      return [checkStep(step, plan, out.has('partition'))];
    if (step.id !== 'mount-root' || !out.has('mkfs-root')) return [step];
    return [step, clearStep(imported ? [target.repo] : [BLOBS])];
  });
  return { steps, kept };
}

/** Whether an install that nobody looks at gains by going on: only what had to be fetched is kept then. */
export function isWorthContinuing(plan: Plan, done: ReadonlySet<string>, stepId: string | null): boolean {
  const fetch = plan.steps.findIndex(({ id }) => id === 'fetch');
  const reached = plan.steps.findIndex(({ id }) => id === stepId);
  return fetch >= 0 && reached >= fetch && done.has('mkfs-root');
}
