// SPDX-License-Identifier: Apache-2.0
import { describeDisk } from '../facts/disk-identity.ts';
import type { Disk, Facts } from '../facts/facts.ts';
import { selectorFor } from '../facts/selector-for.ts';
import { errorIssue, warningIssue, type Issue } from '../issues/issue.ts';
import { renderIssue } from '../issues/render-issue.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Judge } from '../plan/offers/judge.ts';
import { partitionSelectorFor } from '../plan/offers/partition-selector-for.ts';
import type { LayoutRequest } from '../request/layout-request.ts';
import type { Request } from '../request/request.ts';

/** A disk of this machine, and the errors of the plan that comes nearest to what was chosen; none: it can be used. */
interface Judged {
  readonly disk: Disk;
  readonly errors: readonly Issue[];
}

/** In place of one partition: the errors of the one that comes nearest. */
function inPlaceOfOne(disk: Disk, judge: Judge): Issue[] {
  const free: LayoutRequest = { kind: 'free-space' };
  const judged = disk.partitions.flatMap((partition) => {
    const selector = partitionSelectorFor(disk, partition);
    return selector === null ? [] : [judge({ kind: 'replace', partitions: [selector] })];
  });
  const [best] = judged.toSorted((a, b) => a.length - b.length);
  return best ?? judge(free);
}

interface Choices {
  readonly request: Request;
  /** `install` of Calamares' partitionChoices; undefined: not chosen yet. */
  readonly choice: string | undefined;
  /** Whether an error speaks against a disk: what holds for all of them, or is not asked for yet, does not. */
  readonly counts: (issue: Issue) => boolean;
}

function errorsOf(disk: Disk, facts: Facts, { request, choice, counts }: Choices): Issue[] {
  const selector = selectorFor(disk, facts);
  if (selector === null) return [errorIssue('calamares-disk-nameless', ['disk'], { device: disk.path })];
  // Calamares unmounts what is on a disk it writes to, and switches off its swap (ClearMountsJob.cpp).
  const asked: Request = { ...request, disk: selector, releaseDisk: true };
  const errors = (one: Request): Issue[] =>
    makePlan(facts, one).issues.filter((issue) => issue.severity === 'error' && counts(issue));
  const judge: Judge = (layout) => errors({ ...asked, layout });
  switch (choice) {
    case 'replace':
      return inPlaceOfOne(disk, judge);
    case 'alongside':
      // The room is made by then.
      return judge({ kind: 'free-space' }).filter(({ code }) => code !== 'free-space-small');
    case undefined:
    default:
      return errors(asked);
  }
}

const key = ({ code, path, params }: Issue): string => JSON.stringify([code, path, params]);

/**
 * Which disks the choices would do for, before it is known which one was chosen: Calamares tells that only when its jobs
 * have written to it. An error when no disk will do; a warning for each that will not, when others will. Pure.
 */
export function calamaresFit(facts: Facts, choices: Choices): Issue[] {
  const disks = facts.disks.filter(({ unsuitable }) => unsuitable === null);
  const judged = disks.map((disk): Judged => ({ disk, errors: errorsOf(disk, facts, choices) }));
  if (judged.every(({ errors }) => errors.length > 0)) {
    const all = new Map(judged.flatMap(({ errors }) => errors).map((issue) => [key(issue), issue]));
    return [...all.values()];
  }
  return judged.flatMap(({ disk, errors: [first] }) =>
    first === undefined
      ? []
      : [
          warningIssue('calamares-disk-unfit', ['disk'], {
            disk: describeDisk(disk),
            why: renderIssue(first).sentence,
          }),
        ],
  );
}
