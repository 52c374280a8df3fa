// SPDX-License-Identifier: Apache-2.0
import { errorIssue, type Issue } from '../../../core/issues/issue.ts';
import { IssueError } from '../../../core/issues/issue-error.ts';
import { preparePasswords } from '../../install/apply-plan.ts';
import { settle } from '../../../core/plan/settings.ts';
import { preparePassphrase } from '../../install/prepare-passphrase.ts';
import { isPlanWithHash } from '../../install/plan-hash.ts';
import type { Service } from '../service.ts';
import type { VerbHandlers } from '../verb-handlers.ts';

/** `apply`: probes and plans anew, refuses another plan than the one that was shown, then begins the run. */
export function applyHandler(service: Service): VerbHandlers['apply'] {
  const { options, runs, secrets } = service;
  return async ({ request: text, planHash: shown }) => {
    const refused = (issues: Issue[]) => ({ state: 'refused' as const, issues });
    if (runs.isActive) return refused([errorIssue('run-active')]);
    const { request, plan, facts, issues } = await service.prepare(text);
    const found = [...issues];
    if (!options.isRoot) found.push(errorIssue('not-root'));
    if (plan !== null) found.push(...(await options.missingTools(plan)));
    if (plan !== null && !isPlanWithHash(plan, shown)) found.push(errorIssue('plan-changed'));
    if (
      plan === null ||
      request === null ||
      facts === null ||
      found.some(({ severity }) => severity === 'error')
    )
      return refused(found);
    // Of its own: what this run adds is wiped at its end, what faces handed over stays for a second try.
    const own = secrets.copy();
    try {
      await preparePasswords(options.runner, request, own);
      // What it warns of, the face has tested with the keymap before (verb keymap).
      await preparePassphrase(
        options.runner,
        request,
        own,
        facts === null ? null : settle(facts, request).keymap,
      );
      const { stateDirectory } = options;
      const journal = { stateDirectory, facts, request, hash: shown, continues: null };
      return await runs.start({ plan, hash: shown, secrets: own, journal });
    } catch (error) {
      own[Symbol.dispose]();
      if (error instanceof IssueError) return refused([error.issue]);
      throw error;
    }
  };
}
