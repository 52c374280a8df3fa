// SPDX-License-Identifier: Apache-2.0
import type { Disk, Facts } from '../../core/facts/facts.ts';
import { errorIssue, type Issue } from '../../core/issues/issue.ts';
import { continuePlan, type Continued, type Trust } from '../../core/journal/continue-plan.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { Request } from '../../core/request/request.ts';
import { isPlanWithHash } from '../install/plan-hash.ts';
import type { Prepared } from '../install/prepare-text.ts';
import { describeDisk } from '../../core/facts/disk-identity.ts';
import type { FoundJournal } from './find-unfinished.ts';

/** Reads a request, probes and plans, with the facts changed on the way. */
export type PrepareWith = (text: string, change: (facts: Facts) => Facts) => Promise<Prepared>;

/** What it takes to go on with an install. */
export interface ContinuedInstall {
  /** The whole plan, as if the disk were as it was before; its hash is that of the journal. */
  readonly plan: Plan;
  readonly request: Request;
  /** As the plan was made from them. */
  readonly facts: Facts;
  readonly continued: Continued;
  readonly issues: readonly Issue[];
}

/** The disk as it was before the install, under the name that it has now. */
function asBefore(before: Disk, now: Disk, name: string): Disk {
  const renamed = (old: string): string =>
    old.startsWith(before.name) ? `${name}${old.slice(before.name.length)}` : old;
  return {
    ...before,
    name,
    path: before.path.replace(before.name, name),
    partitions: before.partitions.map((partition) => ({ ...partition, name: renamed(partition.name) })),
    // Who holds it now is what counts; what was released for the install is not held any longer.
    holders:
      now.holders.length > 0
        ? now.holders
        : before.holders.map((holder) => ({ ...holder, device: renamed(holder.device) })),
    unsuitable: now.unsuitable,
  };
}

function withDisk(facts: Facts, now: Disk, instead: Disk): Facts {
  const { unfinished: _unfinished, ...rest } = facts;
  return { ...rest, disks: facts.disks.map((disk) => (disk.path === now.path ? instead : disk)) };
}

/**
 * Makes the plan of an install again, from the same request and the disk as it was before: only when that gives the very
 * plan that was begun, the rest of it is worth doing. Commands never come from the journal. text: the answer file,
 * null for the request that the journal holds. The issues say why not.
 */
export async function continueInstall(
  prepare: PrepareWith,
  { state, disk }: FoundJournal,
  text: string | null,
  trust: Trust,
): Promise<ContinuedInstall | Issue[]> {
  const { begin } = state;
  const name = describeDisk(disk);
  const asked = text ?? (begin.request === null ? null : JSON.stringify(begin.request));
  if (asked === null) return [errorIssue('resume-no-request', [], { disk: name })];
  const planned = (as: string): Promise<Prepared> =>
    prepare(asked, (facts) => withDisk(facts, disk, asBefore(begin.disk, disk, as)));
  // Under its old name first: the name is part of the plan, and so of its hash.
  const then = await planned(begin.disk.name);
  const now = disk.name === begin.disk.name ? then : await planned(disk.name);
  const { plan, request, facts, issues } = now;
  if (then.plan === null || plan === null || request === null || facts === null) {
    const errors = [...then.issues, ...issues].filter(({ severity }) => severity !== 'warning');
    return errors.length > 0 ? errors : [changed(name, 'it cannot be planned any longer')];
  }
  if (!isPlanWithHash(then.plan, begin.planHash))
    return [changed(name, 'the answers, the image, this machine or the live system differ')];
  return { plan, request, facts, issues, continued: continuePlan(plan, state.done, trust) };
}

function changed(disk: string, what: string): Issue {
  return errorIssue('resume-changed', [], { disk, what });
}
