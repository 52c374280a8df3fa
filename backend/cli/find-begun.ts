// SPDX-License-Identifier: Apache-2.0
import type { Issue } from '../../core/issues/issue.ts';
import { isWorthContinuing } from '../../core/journal/continue-plan.ts';
import { describeUnfinished } from '../../core/journal/unfinished.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { prepareText, type Prepared } from '../install/prepare-text.ts';
import { STATE_DIRECTORY } from '../install/state-directory.ts';
import { continueInstall, type PrepareWith } from '../journal/continue-install.ts';
import { findJournals, unfinishedOf } from '../journal/find-unfinished.ts';
import type { JournalWish } from '../journal/journal-of-run.ts';
import type { Runner } from '../runner/command.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { LOG_PREFIX, type Output } from './output.ts';

/** An install that goes on: its whole plan, and what its journal needs. */
export interface Begun extends Omit<JournalWish, 'stateDirectory'> {
  readonly plan: Plan;
  readonly issues: readonly Issue[];
}

/**
 * For an unattended install: the one that was begun here with the same answers, when going on saves a fetch, or when
 * nothing else is possible, because its own table is in the way of a new plan. Says what it found; null: start over.
 * Nobody is asked, so nothing is believed but digests.
 */
export async function findBegun(
  runner: Runner,
  output: Output,
  { facts, plan, text }: Pick<Prepared, 'facts' | 'plan'> & { readonly text: string | null },
  secrets: SecretStore,
): Promise<Begun | null> {
  if (facts === null || text === null) return null;
  const say = (words: string): void => output.err(`${LOG_PREFIX}${words}\n`);
  const prepare: PrepareWith = (asked, change) =>
    prepareText(runner, asked, { change, secretOf: (name) => secrets.get(name) });
  for (const found of await findJournals(facts.disks, STATE_DIRECTORY)) {
    if (plan !== null && found.disk.path !== plan.disk.path) continue;
    say(describeUnfinished(unfinishedOf(found)));
    const install = await continueInstall(prepare, found, text, 'digests');
    if (Array.isArray(install)) {
      say('it was begun with other answers, image or live system');
      continue;
    }
    const { state } = found;
    if (plan !== null && !isWorthContinuing(install.plan, state.done, state.stepId)) {
      say('nothing of it has to be fetched: starting over');
      return null;
    }
    say('going on with it: what was fetched is kept');
    const { plan: whole, facts: before, request, continued, issues } = install;
    const hash = state.begin.planHash;
    return { plan: whole, issues, facts: before, request, hash, continues: { found, continued } };
  }
  return null;
}
