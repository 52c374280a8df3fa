// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { errorIssue, type Issue } from '../../core/issues/issue.ts';
import { IssueError } from '../../core/issues/issue-error.ts';
import { describeUnfinished } from '../../core/journal/unfinished.ts';
import { diskStateWords } from '../../core/run/disk-state-words.ts';
import { settle } from '../../core/plan/settings.ts';
import { missingTools, preparePasswords } from '../install/apply-plan.ts';
import { leavesSystem } from '../install/keep-secrets.ts';
import { preparePassphrase } from '../install/prepare-passphrase.ts';
import { giveRecoveryKey, needsPersonIssues } from './give-recovery-key.ts';
import { isRunLocked } from '../install/lock-run.ts';
import { prepareText, type Patience } from '../install/prepare-text.ts';
import { STATE_DIRECTORY } from '../install/state-directory.ts';
import { continueInstall, type PrepareWith } from '../journal/continue-install.ts';
import { findJournals, unfinishedOf, type FoundJournal } from '../journal/find-unfinished.ts';
import { forgetJournal } from '../journal/forget-journal.ts';
import { probeFacts } from '../probe/probe-facts.ts';
import type { Runner } from '../runner/command.ts';
import { SecretStore } from '../secrets/secret-store.ts';
import { endOf, refuse } from './apply-command.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { printJson, type Output } from './output.ts';
import { runPlan } from './run-plan.ts';
import { sayWhenSlow } from './say-when-slow.ts';

export interface ResumeOptions {
  /** What to do with it; absent: say what was found. */
  readonly choice: 'continue' | 'forget' | undefined;
  /** Node of the disk, where several have one. */
  readonly disk: string | undefined;
  /** The answer file again, in place of what the journal remembers. */
  readonly answers: string | undefined;
  /** NAME=FILE pairs. */
  readonly secrets: readonly string[];
}

/** `resume`: what was begun and not ended, and the rest of it. */
export async function resumeCommand(
  runner: Runner,
  output: Output,
  options: ResumeOptions,
): Promise<ExitCode> {
  const refused = (...issues: Issue[]): ExitCode => refuse(output, issues, undefined);
  if (process.getuid?.() !== 0) return refused(errorIssue('not-root'));
  // Its own journal is no unfinished one.
  if (await isRunLocked(STATE_DIRECTORY)) return refused(errorIssue('run-active'));
  const { disks } = await probeFacts(runner, { wantSystems: false });
  const all = await findJournals(disks, STATE_DIRECTORY);
  const { choice, disk } = options;
  if (choice === undefined) return tell(output, all);
  const [found, ...more] = disk === undefined ? all : all.filter((one) => one.disk.path === disk);
  if (found === undefined) return refused(errorIssue('resume-nothing'));
  if (more.length > 0) {
    const paths = all.map((one) => one.disk.path).join(', ');
    return refused(errorIssue('resume-several', [], { found: paths }));
  }
  try {
    if (choice === 'continue') return await goOn(runner, output, found, options);
  } catch (error) {
    if (error instanceof IssueError) return refused(error.issue);
    throw error;
  }
  await forgetJournal(found, STATE_DIRECTORY);
  output.err(`The journal on ${found.disk.path} is gone; nothing else was written.\n`);
  return exitCode.ok;
}

function tell(output: Output, all: readonly FoundJournal[]): ExitCode {
  const found = all.map(unfinishedOf);
  if (output.json) printJson(output, { installs: found });
  else if (found.length === 0) output.out('No install was begun here and left unfinished.\n');
  else {
    for (const one of found) {
      const { state, boots } = diskStateWords[one.diskState];
      output.out(`${describeUnfinished(one)}\n  The disk: ${state}. Does it start: ${boots}.\n`);
    }
    output.out('\n--continue does the rest, --forget leaves it; `apply` with the answer file starts over.\n');
  }
  return exitCode.ok;
}

/** The whole plan was agreed to before, and what is on the disk is lost already: nobody is asked again. */
async function goOn(
  runner: Runner,
  output: Output,
  found: FoundJournal,
  options: ResumeOptions,
): Promise<ExitCode> {
  using secrets = await SecretStore.fromArguments(options.secrets);
  const patience: Patience = (what, work) => sayWhenSlow(output, what, work);
  const prepare: PrepareWith = (text, change) =>
    prepareText(runner, text, { patience, change, secretOf: (name) => secrets.get(name) });
  const text = options.answers === undefined ? null : await readFile(options.answers, 'utf8');
  const install = await continueInstall(prepare, found, text, 'journal');
  if (Array.isArray(install)) return refuse(output, install, options.answers);
  const { plan, request, facts, continued } = install;
  const wrong = [...(await missingTools(plan)), ...needsPersonIssues(request, undefined, false)];
  if (wrong.length > 0) return refuse(output, wrong, undefined);
  await preparePasswords(runner, request, secrets);
  await preparePassphrase(runner, request, secrets, settle(facts, request).keymap);
  using made = new SecretStore();
  const left = plan.steps.length - continued.steps.filter(({ id }) => id !== 'clear-unfinished').length;
  output.err(
    `${describeUnfinished(unfinishedOf(found))}\n${left} of ${plan.steps.length} steps need not be done again.\n`,
  );
  const hash = found.state.begin.planHash;
  const journal = { facts, request, hash, continues: { found, continued } };
  const run = await runPlan(runner, output, plan, { secrets, made, journal });
  if (leavesSystem(run)) await giveRecoveryKey(output, request, made, undefined);
  return endOf(runner, output, run, plan);
}
