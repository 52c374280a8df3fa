// SPDX-License-Identifier: Apache-2.0
import { errorIssue } from '../../core/issues/issue.ts';
import { IssueError } from '../../core/issues/issue-error.ts';
import { spokenIssues } from '../../core/issues/render-issue.ts';
import { STATE_DIRECTORY } from '../install/state-directory.ts';
import { probeFacts } from '../probe/probe-facts.ts';
import type { Runner } from '../runner/command.ts';
import { saveRecoveryKey } from '../server/sticks/save-recovery-key.ts';
import { timeInNames } from '../server/sticks/time-in-names.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { printIssues, printJson, type Output } from './output.ts';
import { readAll } from './prepare.ts';

/** The name of the file that was written. Throws IssueError. */
async function save(runner: Runner, id: string): Promise<string> {
  const key = (await readAll('-')).trim();
  if (key === '') throw new IssueError(errorIssue('recovery-key-absent'));
  const facts = await probeFacts(runner, { wantSystems: false });
  const place = { runner, stateDirectory: STATE_DIRECTORY };
  return saveRecoveryKey(place, facts, id, key, timeInNames(new Date()));
}

/** `save recovery-key`: for faces that have shown the key. By standard input: an argument list is everybody's to read. */
export async function saveRecoveryKeyCommand(
  runner: Runner,
  output: Output,
  stick: string,
): Promise<ExitCode> {
  try {
    const file = await save(runner, stick);
    if (output.json) printJson(output, { file, issues: [] });
    else output.out(`${file}\n`);
    return exitCode.ok;
  } catch (error) {
    if (!(error instanceof IssueError)) throw error;
    printIssues(output, [error.issue], undefined);
    if (output.json) printJson(output, { file: null, issues: spokenIssues([error.issue]) });
    return exitCode.refused;
  }
}
