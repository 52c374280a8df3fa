// SPDX-License-Identifier: Apache-2.0
import { errorIssue } from '../../../core/issues/issue.ts';
import { isRunLocked } from '../../install/lock-run.ts';
import type { Service } from '../service.ts';
import type { VerbHandlers } from '../verb-handlers.ts';

/** `leave`: ends the live session, never under a run. */
export function leaveHandler({ options, runs }: Service): VerbHandlers['leave'] {
  return async ({ action }) => {
    if (runs.isActive || (await isRunLocked(options.stateDirectory)))
      return { issues: [errorIssue('run-active')] };
    await options.runner.run({ argv: ['systemctl', '--no-block', action], timeoutMs: 60_000 });
    return { issues: [] };
  };
}
