// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { firmwareInWords } from '../../core/facts/firmware-in-words.ts';
import { errorIssue, type Issue } from '../../core/issues/issue.ts';
import { IssueError } from '../../core/issues/issue-error.ts';
import { describePlan } from '../../core/plan/describe-plan.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { Run } from '../../core/run/run.ts';
import { KEPT_LOGS, LOG_DIRECTORY, ONE_LOG_BYTES, openLog } from '../log/open-log.ts';
import type { Runner } from '../runner/command.ts';
import { SecretStore } from '../secrets/secret-store.ts';
import { applyPlan, missingTools, preparePasswords } from '../install/apply-plan.ts';
import { guardRun } from '../install/guard-run.ts';
import { lockRun } from '../install/lock-run.ts';
import { planHash } from '../install/plan-hash.ts';
import { prepareText, type Prepared } from '../install/prepare-text.ts';
import { RunStateFile } from '../install/run-state-file.ts';
import { STATE_DIRECTORY } from '../install/state-directory.ts';
import { EventLines } from './event-lines.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { findAnswers } from './find-answers.ts';
import { LOG_PREFIX, printIssues, printJson, type Output } from './output.ts';
import { prepare } from './prepare.ts';
import { ProgressLine } from './progress-line.ts';
import { sayWhenSlow } from './say-when-slow.ts';

export interface ApplyOptions {
  readonly unattended: boolean;
  /** Do not ask. */
  readonly yes: boolean;
  /** NAME=FILE pairs. */
  readonly secrets: readonly string[];
  /** Hash of the plan that was shown and confirmed. */
  readonly planHash: string | undefined;
  /** Say what happens as lines of JSON on stdout. */
  readonly events: boolean;
}

/** A request that was read, and what its file is called in messages. */
interface Named extends Prepared {
  readonly file: string | undefined;
}

async function prepareFor(
  runner: Runner,
  output: Output,
  file: string | undefined,
  options: ApplyOptions,
): Promise<Named> {
  const refused = (code: 'answers-missing' | 'unattended-not-asked'): Named => ({
    file,
    request: null,
    facts: null,
    plan: null,
    issues: [errorIssue(code)],
  });
  if (file !== undefined) return { file, ...(await prepare(runner, output, file)) };
  if (!options.unattended) return refused('answers-missing');
  // Only the menu entry "Unattended install" may start without a person: an answer file on a stick is no consent.
  const words = (await readFile('/proc/cmdline', 'utf8')).trim().split(/\s+/);
  if (!words.includes('particleos.unattended')) return refused('unattended-not-asked');
  const answers = await findAnswers(runner);
  if (answers === null) return refused('answers-missing');
  return {
    file: answers.from,
    ...(await prepareText(runner, answers.text, (what, work) => sayWhenSlow(output, what, work))),
  };
}

/** What agreeing to a plan means, in a sentence. */
function consequence({ layout, lost }: Plan): string {
  if (layout.disks.every(({ table }) => table === 'new')) return 'Everything on this disk will be lost.';
  return lost.length > 0 ? 'What is said to be lost will be lost.' : 'This disk will be changed.';
}

/** Typing the end of the serial number of every disk is the consent; of the size where there is none. */
async function confirmed(plan: Plan, output: Output): Promise<boolean> {
  if (!process.stdin.isTTY) {
    output.err('This writes to a disk. Without a terminal, confirm with --yes or --plan-hash.\n');
    return false;
  }
  const ask = createInterface({ input: process.stdin, output: process.stderr });
  try {
    for (const { serial, sizeBytes, path } of [plan.disk, ...plan.otherDisks]) {
      const wanted = (serial ?? String(sizeBytes)).slice(-4);
      const what = serial === null ? 'size in bytes' : 'serial number';
      const which = plan.otherDisks.length === 0 ? 'its' : 'the';
      const whose = plan.otherDisks.length === 0 ? '' : ` of ${path}`;
      const question = `Type the last 4 characters of ${which} ${what}${whose} (${wanted}): `;
      const answer = await ask.question(`${consequence(plan)} ${question}`);
      if (answer.trim() !== wanted) return false;
    }
    return true;
  } finally {
    ask.close();
  }
}

function sayIssues(output: Output, issues: readonly Issue[], file: string | undefined): void {
  printIssues(output, issues, file, process.stderr.isTTY ? '' : LOG_PREFIX);
}

/** Says why not, and that nothing happened. */
function refuse(
  output: Output,
  issues: readonly Issue[],
  file: string | undefined,
  events: boolean,
): ExitCode {
  sayIssues(output, issues, file);
  output.err(`${LOG_PREFIX}refused: nothing was written\n`);
  if (events) new EventLines(output).refused(issues);
  if (output.json) printJson(output, { state: 'refused', issues });
  return exitCode.refused;
}

/** Installs, or says why not: what is thrown as an issue was thrown before the first write. */
export async function applyCommand(
  runner: Runner,
  output: Output,
  file: string | undefined,
  options: ApplyOptions,
): Promise<ExitCode> {
  try {
    return await apply(runner, output, file, options);
  } catch (error) {
    if (error instanceof IssueError) return refuse(output, [error.issue], undefined, options.events);
    throw error;
  }
}

/** Order: read, probe, plan, refuse or confirm, lock, then the first write. */
async function apply(
  runner: Runner,
  output: Output,
  file: string | undefined,
  options: ApplyOptions,
): Promise<ExitCode> {
  const { request, facts, plan, issues, file: name } = await prepareFor(runner, output, file, options);
  const found = [...issues];
  if (process.getuid?.() !== 0) found.push(errorIssue('not-root'));
  if (plan !== null) found.push(...(await missingTools(plan)));
  if (plan !== null && options.planHash !== undefined && options.planHash !== planHash(plan))
    found.push(errorIssue('plan-changed'));
  const refused = plan === null || request === null || found.some((issue) => issue.severity === 'error');
  if (refused) return refuse(output, found, name, options.events);
  sayIssues(output, found, name);
  output.err(`particleos: firmware: ${firmwareInWords(facts?.firmware ?? null)}\n`);
  output.err(`\n${describePlan(plan, { commands: false })}\n`);
  // A secret that is missing is told before someone agrees.
  using secrets = await SecretStore.fromArguments(options.secrets);
  await preparePasswords(runner, request, secrets);
  const asked = options.yes || options.unattended || options.planHash !== undefined;
  if (!asked && !(await confirmed(plan, output))) return exitCode.refused;
  const unlock = await lockRun(STATE_DIRECTORY);
  const log = await openLog({
    directory: LOG_DIRECTORY,
    keepFiles: KEPT_LOGS,
    maxBytes: ONE_LOG_BYTES,
    secrets: secrets.values(),
  });
  try {
    log.write({ event: 'plan', hash: planHash(plan), plan });
    const state = new RunStateFile(STATE_DIRECTORY);
    const line = new ProgressLine(output, process.stderr.isTTY);
    const events = options.events ? new EventLines(output) : null;
    const onRun = (snapshot: Run): void => {
      const run = 'durationMs' in snapshot ? guardRun(snapshot, secrets.values()) : snapshot;
      state.write(run);
      line.show(run);
      events?.show(run);
    };
    const run = guardRun(await applyPlan(plan, { runner, secrets, log: log.write, onRun }), secrets.values());
    await state.settled();
    line.end(run, log.file);
    events?.end(run, log.file);
    if (output.json) printJson(output, run);
    if (run.state === 'cancelled') return exitCode.cancelled;
    if (run.state === 'failed') return exitCode.failed;
  } finally {
    await log.close();
    await unlock();
  }
  await leave(runner, output, plan.after);
  return exitCode.ok;
}

/** What was asked for after a success. */
async function leave(runner: Runner, output: Output, after: Plan['after']): Promise<void> {
  if (after === 'stay') return;
  output.err(`${LOG_PREFIX}installed; ${after} now\n`);
  await runner.run({ argv: ['systemctl', '--no-block', after], timeoutMs: 60_000 });
}
