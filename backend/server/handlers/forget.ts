// SPDX-License-Identifier: Apache-2.0
import { errorIssue } from '../../../core/issues/issue.ts';
import { IssueError } from '../../../core/issues/issue-error.ts';
import { forgetJournal } from '../../journal/forget-journal.ts';
import { findOwnJournal } from '../find-own-journals.ts';
import type { Service } from '../service.ts';
import type { VerbHandlers } from '../verb-handlers.ts';

/** `forget`: the install is not offered again; nothing else on the disk changes. */
export function forgetHandler(service: Service): VerbHandlers['forget'] {
  return async ({ runId }) => {
    if (service.runs.isActive) throw new IssueError(errorIssue('run-active'));
    await forgetJournal(await findOwnJournal(service, runId), service.options.stateDirectory);
    return { issues: [] };
  };
}
