// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { firmwareInWords } from '../../core/facts/firmware-in-words.ts';
import { errorIssue, type Issue } from '../../core/issues/issue.ts';
import { IssueError } from '../../core/issues/issue-error.ts';
import { describePlan } from '../../core/plan/describe-plan.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { settle } from '../../core/plan/settings.ts';
import type { EndedRun } from '../../core/run/run.ts';
import type { Runner } from '../runner/command.ts';
import { addCredentialSecrets } from '../secrets/credential-secrets.ts';
import { SecretStore } from '../secrets/secret-store.ts';
import { missingTools, preparePasswords } from '../install/apply-plan.ts';
import { leavesSystem } from '../install/keep-secrets.ts';
import { isPlanWithHash, planHash } from '../install/plan-hash.ts';
import { preparePassphrase } from '../install/prepare-passphrase.ts';
import { prepareText, type Prepared } from '../install/prepare-text.ts';
import { confirmDisks } from './confirm-disks.ts';
import { EventLines } from './event-lines.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { findAnswers } from './find-answers.ts';
import { giveRecoveryKey, needsPersonIssues } from './give-recovery-key.ts';
import { findBegun } from './find-begun.ts';
import { LOG_PREFIX, printIssues, printJson, type Output } from './output.ts';
import { prepare } from './prepare.ts';
import { runPlan } from './run-plan.ts';
import { sayWhenSlow } from './say-when-slow.ts';

export interface ApplyOptions {
  readonly unattended: boolean;
  /** Do not ask. */
  readonly yes: boolean;
  /** NAME=FILE pairs. */
  readonly secrets: readonly string[];
  /** Hash of the plan that was shown and confirmed. */
  readonly planHash: string | undefined;
  /** FILE or fd:N for the recovery key of an encrypted disk, in place of showing it. */
  readonly recoveryKey: string | undefined;
  /** Do not go on with what was begun. */
  readonly startOver?: boolean;
  /** Say what happens as lines of JSON on stdout. */
  readonly events: boolean;
}

/** A request that was read, and what its file is called in messages. */
interface Named extends Prepared {
  readonly file: string | undefined;
  /** The answer file; null: it was not read. */
  readonly text: string | null;
}

async function prepareFor(
  runner: Runner,
  output: Output,
  file: string | undefined,
  options: ApplyOptions,
  secrets: SecretStore,
): Promise<Named> {
  const refused = (code: 'answers-missing' | 'unattended-not-asked'): Named => ({
    file,
    text: null,
    request: null,
    facts: null,
    plan: null,
    issues: [errorIssue(code)],
  });
  if (file !== undefined) return { file, text: null, ...(await prepare(runner, output, file, secrets)) };
  if (!options.unattended) return refused('answers-missing');
  // Only the menu entry "Unattended install" may start without a person: an answer file on a stick is no consent.
  const words = (await readFile('/proc/cmdline', 'utf8')).trim().split(/\s+/);
  if (!words.includes('particleos.unattended')) return refused('unattended-not-asked');
  const answers = await findAnswers(runner);
  if (answers === null) return refused('answers-missing');
  return {
    file: answers.from,
    text: answers.text,
    ...(await prepareText(runner, answers.text, {
      patience: (what, work) => sayWhenSlow(output, what, work),
      secretOf: (name) => secrets.get(name),
    })),
  };
}

/** What agreeing to a plan means, in a sentence. */
function consequence({ layout, lost }: Plan): string {
  if (layout.disks.every(({ table }) => table === 'new')) return 'Everything on this disk will be lost.';
  return lost.length > 0 ? 'What is said to be lost will be lost.' : 'This disk will be changed.';
}

function sayIssues(output: Output, issues: readonly Issue[], file: string | undefined): void {
  printIssues(output, issues, file, process.stderr.isTTY ? '' : LOG_PREFIX);
}

/** Says why not, and that nothing happened. */
export function refuse(
  output: Output,
  issues: readonly Issue[],
  file: string | undefined,
  events = false,
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
    // Read once: a descriptor that was read to its end gives nothing to a second start.
    using given = await SecretStore.fromArguments(options.secrets);
    await addCredentialSecrets(given);
    return await apply(runner, output, file, options, given);
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
  given: SecretStore,
): Promise<ExitCode> {
  // What opens an encrypted system that is kept is needed before there is a plan.
  using secrets = given.copy();
  const prepared = await prepareFor(runner, output, file, options, secrets);
  const goesOn = options.unattended && options.startOver !== true;
  const begun = goesOn ? await findBegun(runner, output, prepared, secrets) : null;
  const { request, facts, plan, issues } = begun ?? prepared;
  const found = [...issues];
  if (process.getuid?.() !== 0) found.push(errorIssue('not-root'));
  if (plan !== null) found.push(...(await missingTools(plan)));
  if (plan !== null && options.planHash !== undefined && !isPlanWithHash(plan, options.planHash))
    found.push(errorIssue('plan-changed'));
  if (request !== null) found.push(...needsPersonIssues(request, options.recoveryKey, options.unattended));
  const refused =
    plan === null || request === null || facts === null || found.some((issue) => issue.severity === 'error');
  if (refused) return refuse(output, found, prepared.file, options.events);
  sayIssues(output, found, prepared.file);
  output.err(`particleos: firmware: ${firmwareInWords(facts.firmware)}\n`);
  output.err(`\n${describePlan(plan, { commands: false })}\n`);
  // A secret that is missing is told before someone agrees.
  await preparePasswords(runner, request, secrets);
  const { keymap } = settle(facts, request);
  sayIssues(output, await preparePassphrase(runner, request, secrets, keymap), prepared.file);
  using made = new SecretStore();
  const asked = options.yes || options.unattended || options.planHash !== undefined;
  const disks = [plan.disk, ...plan.otherDisks];
  if (!asked && !(await confirmDisks(disks, output, consequence(plan)))) return exitCode.refused;
  const hash = options.planHash ?? planHash(plan);
  const journal = begun ?? { facts, request, hash, continues: null };
  const run = await runPlan(runner, output, plan, {
    secrets,
    made,
    journal,
    events: options.events ? new EventLines(output) : null,
  });
  if (begun !== null && run.state === 'failed' && prepared.plan !== null) {
    output.err(`${LOG_PREFIX}it could not go on: starting over\n`);
    return apply(runner, output, file, { ...options, startOver: true }, given);
  }
  if (leavesSystem(run)) await giveRecoveryKey(output, request, made, options.recoveryKey);
  return endOf(runner, output, run, plan);
}

/** Prints the result, and does what was asked for after a success. */
export async function endOf(runner: Runner, output: Output, run: EndedRun, plan: Plan): Promise<ExitCode> {
  if (output.json) printJson(output, run);
  if (run.state === 'cancelled') return exitCode.cancelled;
  if (run.state === 'failed') return exitCode.failed;
  await leave(runner, output, plan.after);
  return exitCode.ok;
}

/** What was asked for after a success. */
async function leave(runner: Runner, output: Output, after: Plan['after']): Promise<void> {
  if (after === 'stay') return;
  output.err(`${LOG_PREFIX}installed; ${after} now\n`);
  await runner.run({ argv: ['systemctl', '--no-block', after], timeoutMs: 60_000 });
}
