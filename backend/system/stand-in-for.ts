// SPDX-License-Identifier: Apache-2.0
import { onEndSignal } from '../install/end-signals.ts';
import { errnoOf } from '../probe/read-if-there.ts';
import type { CommandResult, CommandSpec, Runner } from '../runner/command.ts';

/** ESRCH: it has ended already, and only its last words are still being read (kill(2)). */
function askToEnd(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM');
  } catch (error) {
    if (errnoOf(error) !== 'ESRCH') throw error;
  }
}

/**
 * Runs a command that does the work of this process: it has a process group of its own, so the signals that a terminal sends
 * to this one are handed on to it, and its clean-up is waited for.
 */
export async function standInFor(runner: Runner, spec: CommandSpec): Promise<CommandResult> {
  let child: number | undefined;
  const stop = onEndSignal(() => {
    if (child !== undefined) askToEnd(child);
  });
  const onStart = (pid: number): void => {
    child = pid;
  };
  try {
    return await runner.run({ ...spec, onStart });
  } finally {
    stop();
  }
}
