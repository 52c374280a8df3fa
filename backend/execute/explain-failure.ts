// SPDX-License-Identifier: Apache-2.0
import { basename } from 'node:path';
import { IssueError } from '../../core/issues/issue-error.ts';
import { errorIssue, type Issue } from '../../core/issues/issue.ts';
import { lastWords, registryMeaning } from '../probe/skopeo-errors.ts';
import { CommandError, lastLines, quoteArgv, type CommandResult } from '../runner/command.ts';
import { bootcIssue, bootcMessage, sourceImgref } from './bootc-errors.ts';
import { isDiskFailure } from './is-disk-failure.ts';
import { podmanIssue } from './podman-errors.ts';

const DETAIL_LINES = 5;

/** strerror(3) of what the kernel answers for a disk that fails, is gone, or takes no more writes; Go's are lower case. */
const diskFails = /input\/output error|read-only file system|no such device/i;

/** The program that really runs: unshare(1) only makes room for it. */
function programOf(argv: readonly string[]): string {
  const program = basename(argv[0] ?? '');
  return program === 'unshare' ? basename(argv[argv.indexOf('--') + 1] ?? '') : program;
}

/** What a program that is known here means by its last words; null: nothing that is known. */
function issueOfProgram({ argv, stderr }: CommandResult, step: string): Issue | null {
  const program = programOf(argv);
  if (program === 'bootc') return bootcIssue(stderr, 'host', sourceImgref(argv));
  // What bootc says in the container comes out of podman as it is.
  if (program === 'podman') return bootcIssue(stderr, 'image') ?? podmanIssue(stderr);
  if (program === 'skopeo') {
    const message = lastWords(stderr);
    const code = registryMeaning(message);
    return code === null ? null : errorIssue(code, ['image'], { source: step, message });
  }
  return null;
}

/** The issue for a command that failed. */
function issueOfCommand(error: CommandError, step: string): Issue {
  const { argv, stderr, stdout, exitCode } = error.result;
  if (error.reason === 'not-found') return errorIssue('tool-missing', [], { tool: argv[0] ?? '' });
  const known = issueOfProgram(error.result, step);
  if (known !== null) return known;
  if (argv.some((arg) => arg.includes('--fido2-device='))) {
    const message = lastLines(stderr, 1).replace(/\.$/, '') || `${error.reason}, status ${exitCode}`;
    return errorIssue('fido2-not-enrolled', ['encryption', 'fido2'], { message });
  }
  const said = lastLines(stderr, DETAIL_LINES) || lastLines(stdout, DETAIL_LINES);
  const detail = said.replaceAll('\n', ' / ') || `${error.reason}, status ${exitCode}`;
  const what = { step, command: quoteArgv(argv), detail };
  if (programOf(argv) === 'bootc' || (argv.includes('bootc') && bootcMessage(stderr) !== null))
    return errorIssue('bootc-failed', [], what);
  if (/no space left on device/i.test(said))
    return errorIssue('no-space', [], { where: `the disk (${step})` });
  if (diskFails.test(said)) return errorIssue('disk-failing', ['disk'], { step, detail });
  if (/unauthorized|authentication required/i.test(said))
    return errorIssue('registry-auth', ['image'], { source: step });
  return errorIssue('command-failed', [], what);
}

/** The issue a person is shown for whatever a step threw. */
export function explainFailure(error: unknown, step: string): Issue {
  if (error instanceof IssueError) return error.issue;
  if (error instanceof CommandError) return issueOfCommand(error, step);
  if (isSystemError(error) && error.code === 'ENOSPC')
    return errorIssue('no-space', [], { where: error.path ?? 'the disk' });
  const message = error instanceof Error ? error.message : String(error);
  if (isDiskFailure(error)) return errorIssue('disk-failing', ['disk'], { step, detail: message });
  return errorIssue('command-failed', [], { step, command: 'done by the installer itself', detail: message });
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error;
}
