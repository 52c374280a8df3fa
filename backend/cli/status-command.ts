// SPDX-License-Identifier: Apache-2.0
import type { Run } from '../../core/run/run.ts';
import { describeUnfinished } from '../../core/journal/unfinished.ts';
import { stepDetailWords } from '../../core/run/step-detail.ts';
import { findJournals, unfinishedOf } from '../journal/find-unfinished.ts';
import { probeFacts } from '../probe/probe-facts.ts';
import type { Runner } from '../runner/command.ts';
import { readBootcHost } from '../system/bootc-host.ts';
import { bootcSystem } from '../system/bootc-status.ts';
import { systemText } from '../system/show-system.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { printJson, type Output } from './output.ts';
import { RunStateFile } from '../install/run-state-file.ts';

/** A run in words. */
function runText(run: Run): string {
  if (run.state === 'idle' && run.system !== undefined) return systemText(run.system);
  if (run.state !== 'running') return `${run.state}\n`;
  const { fraction, title, detail } = run.progress;
  const what = detail === null ? title : `${title}: ${stepDetailWords[detail]}`;
  return `running: ${Math.floor(fraction * 100)}% ${what}\n`;
}

/** Installs that an earlier start left unfinished; root alone can find them. */
async function begunText(runner: Runner, stateDirectory: string): Promise<string> {
  if (process.getuid?.() !== 0) return '';
  const { disks } = await probeFacts(runner, { wantSystems: false });
  const found = (await findJournals(disks, stateDirectory)).map(unfinishedOf);
  return found.map((one) => `${describeUnfinished(one)} See \`particleos-installer resume\`.\n`).join('');
}

/** `status`: the last snapshot of the run on this machine; where there is none, the system that bootc installed. */
export async function statusCommand(
  runner: Runner,
  output: Output,
  stateDirectory: string,
): Promise<ExitCode> {
  let run = await new RunStateFile(stateDirectory).read();
  if (run.state === 'idle') {
    const host = await readBootcHost(runner);
    if (host !== null) run = { state: 'idle', system: bootcSystem(host) };
  }
  if (output.json) printJson(output, run);
  else output.out(`${runText(run)}${run.state === 'idle' ? await begunText(runner, stateDirectory) : ''}`);
  return exitCode.ok;
}
