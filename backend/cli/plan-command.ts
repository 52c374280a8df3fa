// SPDX-License-Identifier: Apache-2.0
import { describePlan } from '../../core/plan/describe-plan.ts';
import { spokenIssues } from '../../core/issues/render-issue.ts';
import type { Runner } from '../runner/command.ts';
import { SecretStore } from '../secrets/secret-store.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { printIssues, printJson, type Output } from './output.ts';
import { planHash } from '../install/plan-hash.ts';
import { prepare } from './prepare.ts';

export interface PlanOptions {
  /** Show every step. */
  readonly commands: boolean;
  /** With JSON: English words beside the data of each issue. */
  readonly words: boolean;
  /** NAME=FILE pairs. */
  readonly secret: readonly string[];
}

/** `plan`: what would be done; exit 3 when there is no plan. */
export async function planCommand(
  runner: Runner,
  output: Output,
  file: string,
  { commands, words, secret }: PlanOptions,
): Promise<ExitCode> {
  using secrets = await SecretStore.fromArguments(secret);
  const { plan, issues } = await prepare(runner, output, file, secrets);
  if (output.json) {
    const told = words ? spokenIssues(issues) : issues;
    printJson(output, { hash: plan === null ? null : planHash(plan), plan, issues: told });
  } else {
    printIssues(output, issues, file);
    if (plan === null) output.err('There is no plan.\n');
    else output.out(describePlan(plan, { commands }));
  }
  return plan === null ? exitCode.refused : exitCode.ok;
}
