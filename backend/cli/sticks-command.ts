// SPDX-License-Identifier: Apache-2.0
import { probeFacts } from '../probe/probe-facts.ts';
import type { Runner } from '../runner/command.ts';
import { sticksForKey } from '../server/sticks/save-recovery-key.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { printJson, type Output } from './output.ts';

/** `sticks`: for faces that ask a person where the recovery key goes. */
export async function sticksCommand(runner: Runner, output: Output): Promise<ExitCode> {
  const sticks = sticksForKey(await probeFacts(runner, { wantSystems: false })).map(({ id, title }) => ({
    id,
    title,
  }));
  if (output.json) printJson(output, { sticks });
  else output.out(sticks.map(({ id, title }) => `${id}  ${title}\n`).join(''));
  return exitCode.ok;
}
