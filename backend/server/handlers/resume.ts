// SPDX-License-Identifier: Apache-2.0
import { errorIssue, type Issue } from '../../../core/issues/issue.ts';
import { IssueError } from '../../../core/issues/issue-error.ts';
import { settle } from '../../../core/plan/settings.ts';
import { preparePasswords } from '../../install/apply-plan.ts';
import { preparePassphrase } from '../../install/prepare-passphrase.ts';
import { continueInstall } from '../../journal/continue-install.ts';
import { findOwnJournal } from '../find-own-journals.ts';
import type { Service } from '../service.ts';
import type { VerbHandlers } from '../verb-handlers.ts';

/** `resume`: plans the unfinished install again, refuses another plan than the one that was begun, and does the rest of it. */
export function resumeHandler(service: Service): VerbHandlers['resume'] {
  const { options, runs, secrets } = service;
  return async ({ runId, request: text }) => {
    const refused = (issues: readonly Issue[]) => ({ state: 'refused' as const, issues: [...issues] });
    if (runs.isActive) return refused([errorIssue('run-active')]);
    if (!options.isRoot) return refused([errorIssue('not-root')]);
    const own = secrets.copy();
    try {
      const found = await findOwnJournal(service, runId);
      const install = await continueInstall(
        (asked, change) => service.prepare(asked, change),
        found,
        text ?? null,
        'journal',
      );
      if (Array.isArray(install)) return refused(install);
      const { plan, request, facts, continued } = install;
      const missing = await options.missingTools(plan);
      if (missing.length > 0) return refused(missing);
      await preparePasswords(options.runner, request, own);
      // A LUKS volume is made anew by an install that goes on: without its passphrase that would fail in the middle.
      await preparePassphrase(options.runner, request, own, settle(facts, request).keymap);
      const hash = found.state.begin.planHash;
      const { stateDirectory } = options;
      const journal = { stateDirectory, facts, request, hash, continues: { found, continued } };
      return await runs.start({ plan, hash, secrets: own, journal });
    } catch (error) {
      own[Symbol.dispose]();
      if (error instanceof IssueError) return refused([error.issue]);
      throw error;
    }
  };
}
