// SPDX-License-Identifier: Apache-2.0
import type { Plan } from '../plan/plan.ts';
import type { Step } from '../plan/step.ts';
import { ROOT_MADE } from '../plan/storage/file-system-steps.ts';
import { literalDeep } from '../plan/template.ts';
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
  /** Steps that count as done. */
  readonly kept: string[];
}

/** Ids of the steps that others name as `doneWith`: only these are worth a record. */
export function milestones(steps: readonly Step[]): Set<string> {
  return new Set(steps.flatMap(({ doneWith }) => doneWith ?? []));
}

function counts(step: Step, done: ReadonlySet<string>, trust: Trust): boolean {
  const by = step.doneWith;
  if (by === undefined || !done.has(by)) return false;
  // What is in a root that was not made here is not ours to take for done.
  return step.phase === 'disk' || (trust === 'journal' && done.has(ROOT_MADE));
}

/** A root on a mirror, in a LUKS volume or in subvolumes is made again, with all that it lies on. */
function isRootPlain({ layout }: Plan): boolean {
  const root = layout.fileSystems.find(({ id }) => id === 'root');
  return root?.mirror === null && root.luks === null && root.subvolumes.length === 0;
}

/** Whether the plan knows what the table will be, and whether every step that writes it is left out. */
function tableOf(plan: Plan, out: ReadonlySet<string>): { isOurs: boolean; isDone: boolean } {
  const table = plan.steps.filter(
    ({ id, leaves }) =>
      leaves === 'table-replaced' || leaves === 'table-changed' || /^partition(-\d+)?$/.test(id),
  );
  // bootc's to-disk writes it where no step of the plan is.
  const isOurs = table.length > 0 || plan.layout.disks.every((disk) => disk.table === 'kept');
  return { isOurs, isDone: table.length > 0 && table.every(({ id }) => out.has(id)) };
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

/** The identity is compared again, but the table is the one that the install wrote, or was about to write. */
function checkStep(
  step: Extract<Step, { kind: 'action' }>,
  plan: Plan,
  table: { readonly isOurs: boolean; readonly isDone: boolean },
): Step {
  const index = Number(/-(\d+)$/.exec(step.id)?.[1] ?? 1) - 1;
  const disk = table.isOurs ? plan.layout.disks[index] : undefined;
  const written = disk === undefined ? 'perhaps' : literalDeep(table.isDone ? disk : { begun: disk });
  return { ...step, params: { ...step.params, written } };
}

/**
 * What is left to do of a plan that was begun. Pure; the same plan and the same done steps give the same. Only the table
 * and the root are kept: the small file systems are made anew, so that nothing of a loader is there before the end.
 */
export function continuePlan(plan: Plan, done: ReadonlySet<string>, trust: Trust): Continued {
  // What somebody else has mounted is not ours to empty.
  if (plan.layout.mountedAt !== null) return { steps: plan.steps, kept: [] };
  const believed = isRootPlain(plan) ? done : new Set([...done].filter((id) => id !== ROOT_MADE));
  const left = plan.steps.filter((step) => counts(step, believed, trust));
  const kept = [...new Set(left.flatMap(({ doneWith }) => doneWith ?? []))];
  const out = new Set(left.map(({ id }) => id));
  const imported = out.has('commit');
  const steps = plan.steps.flatMap((step): Step[] => {
    if (out.has(step.id)) return [];
    // The table that is there now is the install's own; the one before it is noted already.
    if (step.kind === 'action' && step.action === 'backup-table') return [];
    if (step.kind === 'action' && step.action === 'disk-identity')
      return [checkStep(step, plan, tableOf(plan, out))];
    if (step.id !== 'mount-root' || !out.has(ROOT_MADE)) return [step];
    return [step, clearStep(imported ? [target.repo] : [BLOBS])];
  });
  return { steps, kept };
}

/** Whether an install that nobody looks at gains by going on: only what had to be fetched is kept then. */
export function isWorthContinuing(plan: Plan, done: ReadonlySet<string>, stepId: string | null): boolean {
  const fetch = plan.steps.findIndex(({ id }) => id === 'fetch');
  const reached = plan.steps.findIndex(({ id }) => id === stepId);
  return fetch >= 0 && reached >= fetch && done.has(ROOT_MADE);
}
