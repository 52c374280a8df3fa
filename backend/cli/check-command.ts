// SPDX-License-Identifier: Apache-2.0
import type { Runner } from '../runner/command.ts';
import { SecretStore } from '../secrets/secret-store.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { printIssues, printJson, type Output } from './output.ts';
import { prepare } from './prepare.ts';

/** `check`: every issue of a request on this machine; exit 3 when one forbids the install. */
export async function checkCommand(
  runner: Runner,
  output: Output,
  file: string,
  secret: readonly string[],
): Promise<ExitCode> {
  using secrets = await SecretStore.fromArguments(secret);
  const { issues } = await prepare(runner, output, file, secrets);
  const errors = issues.filter((issue) => issue.severity === 'error').length;
  if (output.json) printJson(output, { ok: errors === 0, issues });
  else {
    printIssues(output, issues, file);
    const unchecked = issues.filter((issue) => issue.severity === 'unchecked').length;
    const rest = unchecked === 0 ? '' : `, ${unchecked} could not be checked here`;
    output.out(errors === 0 ? `${file}: good${rest}\n` : `${file}: ${errors} to mend${rest}\n`);
  }
  return errors === 0 ? exitCode.ok : exitCode.refused;
}
