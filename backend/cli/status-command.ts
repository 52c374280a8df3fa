// SPDX-License-Identifier: Apache-2.0
import { exitCode, type ExitCode } from './exit-code.ts';
import { printJson, type Output } from './output.ts';
import { RunStateFile, STATE_DIRECTORY } from './run-state.ts';

/** `status`: the last snapshot of the run on this machine. */
export async function statusCommand(output: Output): Promise<ExitCode> {
  const run = await new RunStateFile(STATE_DIRECTORY).read();
  if (output.json) printJson(output, run);
  else if (run.state === 'running') {
    output.out(`running: ${Math.floor(run.progress.fraction * 100)}% ${run.progress.title}\n`);
  } else output.out(`${run.state}\n`);
  return exitCode.ok;
}
