// SPDX-License-Identifier: Apache-2.0
import { IssueError } from '../../core/issues/issue-error.ts';
import { errorIssue, type Issue } from '../../core/issues/issue.ts';
import { CommandError, lastLines, quoteArgv } from '../runner/command.ts';

const DETAIL_LINES = 5;

/** The issue a person is shown for whatever a step threw. */
export function explainFailure(error: unknown, step: string): Issue {
  if (error instanceof IssueError) return error.issue;
  if (error instanceof CommandError) {
    const { argv, stderr, stdout, exitCode } = error.result;
    if (error.reason === 'not-found') return errorIssue('tool-missing', [], { tool: argv[0] ?? '' });
    const said = lastLines(stderr, DETAIL_LINES) || lastLines(stdout, DETAIL_LINES);
    if (/no space left on device/i.test(said))
      return errorIssue('no-space', [], { where: `the disk (${step})` });
    if (/unauthorized|authentication required/i.test(said))
      return errorIssue('registry-auth', ['image'], { source: step });
    const detail = said || `${error.reason}, status ${exitCode}`;
    return errorIssue('command-failed', [], { step, command: quoteArgv(argv), detail });
  }
  if (isSystemError(error) && error.code === 'ENOSPC')
    return errorIssue('no-space', [], { where: error.path ?? 'the disk' });
  const message = error instanceof Error ? error.message : String(error);
  return errorIssue('command-failed', [], { step, command: 'done by the installer itself', detail: message });
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error;
}
