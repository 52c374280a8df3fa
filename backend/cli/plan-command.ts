// SPDX-License-Identifier: Apache-2.0
import { describePlan } from '../../core/plan/describe-plan.ts';
import type { Runner } from '../runner/command.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { printIssues, printJson, type Output } from './output.ts';
import { planHash } from '../install/plan-hash.ts';
import { prepare } from './prepare.ts';

/** `plan`: what would be done; exit 3 when there is no plan. */
export async function planCommand(
  runner: Runner,
  output: Output,
  file: string,
  commands: boolean,
): Promise<ExitCode> {
  const { plan, issues } = await prepare(runner, output, file);
  if (output.json) printJson(output, { hash: plan === null ? null : planHash(plan), plan, issues });
  else {
    printIssues(output, issues, file);
    if (plan === null) output.err('There is no plan.\n');
    else output.out(describePlan(plan, { commands }));
  }
  return plan === null ? exitCode.refused : exitCode.ok;
}
