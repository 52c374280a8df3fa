// SPDX-License-Identifier: Apache-2.0
import { errorIssue } from '../../../core/issues/issue.ts';
import { isRunLocked } from '../../install/lock-run.ts';
import type { Service } from '../service.ts';
import type { VerbHandlers } from '../verb-handlers.ts';

/** `leave`: ends the live session, never under a run. */
export function leaveHandler({ options, runs, made }: Service): VerbHandlers['leave'] {
  return async ({ action }) => {
    if (runs.isActive || (await isRunLocked(options.stateDirectory)))
      return { issues: [errorIssue('run-active')] };
    // Restarted now, it would be lost for good.
    if (!made.isEmpty) return { issues: [errorIssue('recovery-key-unread')] };
    await options.runner.run({ argv: ['systemctl', '--no-block', action], timeoutMs: 60_000 });
    return { issues: [] };
  };
}
