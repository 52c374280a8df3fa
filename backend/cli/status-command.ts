// SPDX-License-Identifier: Apache-2.0
import { stepDetailWords } from '../../core/run/step-detail.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { printJson, type Output } from './output.ts';
import { RunStateFile, STATE_DIRECTORY } from './run-state.ts';

/** `status`: the last snapshot of the run on this machine. */
export async function statusCommand(output: Output): Promise<ExitCode> {
  const run = await new RunStateFile(STATE_DIRECTORY).read();
  if (output.json) printJson(output, run);
  else if (run.state === 'running') {
    const { fraction, title, detail } = run.progress;
    const what = detail === null ? title : `${title}: ${stepDetailWords[detail]}`;
    output.out(`running: ${Math.floor(fraction * 100)}% ${what}\n`);
  } else output.out(`${run.state}\n`);
  return exitCode.ok;
}
