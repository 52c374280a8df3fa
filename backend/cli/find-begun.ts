// SPDX-License-Identifier: Apache-2.0
import { isWorthContinuing } from '../../core/journal/continue-plan.ts';
import { describeUnfinished } from '../../core/journal/unfinished.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { prepareText, type Prepared } from '../install/prepare-text.ts';
import { STATE_DIRECTORY } from '../install/state-directory.ts';
import { continueInstall } from '../journal/continue-install.ts';
import { findJournals, unfinishedOf } from '../journal/find-unfinished.ts';
import type { JournalWish } from '../journal/journal-of-run.ts';
import type { Runner } from '../runner/command.ts';
import { LOG_PREFIX, type Output } from './output.ts';

/** An install that goes on: its whole plan, and what its journal needs. */
export interface Begun extends Omit<JournalWish, 'stateDirectory'> {
  readonly plan: Plan;
}

/**
 * For an unattended install: the one that was begun on the chosen disk with the same answers, when going on saves a
 * fetch. Says what it found; null: start over. Nobody is asked, so nothing is believed but digests.
 */
export async function findBegun(
  runner: Runner,
  output: Output,
  { facts, plan, text }: Pick<Prepared, 'facts' | 'plan'> & { readonly text: string | null },
): Promise<Begun | null> {
  if (facts === null || plan === null || text === null) return null;
  const journals = await findJournals(facts.disks, STATE_DIRECTORY);
  const found = journals.find(({ disk }) => disk.path === plan.disk.path);
  if (found === undefined) return null;
  const say = (words: string): void => output.err(`${LOG_PREFIX}${words}\n`);
  say(describeUnfinished(unfinishedOf(found)));
  const { state } = found;
  const install = await continueInstall(
    (asked, change) => prepareText(runner, asked, undefined, change),
    found,
    text,
    'digests',
  );
  if (Array.isArray(install)) say('it was begun with other answers, image or live system: starting over');
  else if (!isWorthContinuing(install.plan, state.done, state.stepId))
    say('nothing of it has to be fetched: starting over');
  else {
    say('going on with it: what was fetched is kept');
    const { plan: whole, facts: before, request, continued } = install;
    return {
      plan: whole,
      facts: before,
      request,
      hash: state.begin.planHash,
      continues: { found, continued },
    };
  }
  return null;
}
