// SPDX-License-Identifier: Apache-2.0
import type { Disk, Facts } from '../../core/facts/facts.ts';
import { errorIssue, type Issue } from '../../core/issues/issue.ts';
import type { JournalBegin } from '../../core/journal/journal-record.ts';
import { continuePlan, type Continued, type Trust } from '../../core/journal/continue-plan.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { Request } from '../../core/request/request.ts';
import { isPlanWithHash } from '../install/plan-hash.ts';
import type { Prepared } from '../install/prepare-text.ts';
import { describeDisk } from '../../core/facts/disk-identity.ts';
import { isSameDisk } from '../probe/identity.ts';
import type { FoundJournal } from './find-unfinished.ts';

/** Reads a request, probes and plans, with the facts changed on the way. */
export type PrepareWith = (text: string, change: (facts: Facts) => Facts) => Promise<Prepared>;

/** What it takes to go on with an install. */
export interface ContinuedInstall {
  /** The whole plan, as if the disks were as they were before; its hash is that of the journal. */
  readonly plan: Plan;
  readonly request: Request;
  /** As the plan was made from them. */
  readonly facts: Facts;
  readonly continued: Continued;
  readonly issues: readonly Issue[];
}

/** A disk that the install writes to: as it was before, and as it is now. */
interface Touched {
  readonly before: Disk;
  readonly now: Disk;
}

/** A disk under another name of the kernel. */
function renamed(disk: Disk, name: string): Disk {
  const rename = (old: string): string =>
    old.startsWith(disk.name) ? `${name}${old.slice(disk.name.length)}` : old;
  return {
    ...disk,
    name,
    path: disk.path.replace(disk.name, name),
    partitions: disk.partitions.map((partition) => ({ ...partition, name: rename(partition.name) })),
    holders: disk.holders.map((holder) => ({ ...holder, device: rename(holder.device) })),
  };
}

/** The disk as it was before the install. */
function asBefore({ before, now }: Touched, name: string): Disk {
  const disk = renamed(before, name);
  // Who holds it now is what counts; what was released for the install is not held any longer.
  return {
    ...disk,
    holders: now.holders.length > 0 ? now.holders : disk.holders,
    unsuitable: now.unsuitable,
  };
}

/** The machine with all touched disks as they were, under the names of then or of now: which disk has which is chance. */
function asItWas(facts: Facts, touched: readonly Touched[], names: 'then' | 'now'): Facts {
  const { unfinished: _unfinished, ...rest } = facts;
  const freed = new Map(touched.map(({ before, now }) => [before.name, now.name]));
  /** No two disks have one name: who has a name of then now takes one that was given up for it. */
  const outOfTheWay = (name: string): string =>
    // One exchange leads to the next, and a journal that was forged may lead round in a ring.
    touched.reduce((free) => freed.get(free) ?? free, name);
  const disks = facts.disks.map((disk) => {
    const pair = touched.find(({ now }) => now.path === disk.path);
    if (pair !== undefined) return asBefore(pair, names === 'then' ? pair.before.name : disk.name);
    return names === 'then' ? renamed(disk, outOfTheWay(disk.name)) : disk;
  });
  return { ...rest, disks };
}

/** A disk that is missing now is not among them; the plan says that then. */
function touchedDisks(begin: JournalBegin, disk: Disk, { disks }: Facts): Touched[] {
  const others = begin.otherDisks.flatMap((before) => {
    const now = disks.find((candidate) => candidate.path !== disk.path && isSameDisk(before, candidate));
    return now === undefined ? [] : [{ before, now }];
  });
  return [{ before: begin.disk, now: disk }, ...others];
}

/**
 * Makes the plan of an install again, from the same request and the disks as they were before: only when that gives the
 * very plan that was begun, the rest of it is worth doing. Commands never come from the journal. text: the answer file,
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
  let isRenamed = false;
  const planned = (names: 'then' | 'now'): Promise<Prepared> =>
    prepare(asked, (facts) => {
      const touched = touchedDisks(begin, disk, facts);
      isRenamed = touched.some(({ before, now }) => before.name !== now.name);
      return asItWas(facts, touched, names);
    });
  // Under the old names first: they are part of the plan, and so of its hash.
  const then = await planned('then');
  const now = isRenamed ? await planned('now') : then;
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
