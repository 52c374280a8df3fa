// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { LOG_DIRECTORY, newestLog } from '../log/open-log.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import type { Output } from './output.ts';

/** `logs`: the newest log, JSON lines as they were written. */
export async function logsCommand(output: Output): Promise<ExitCode> {
  const file = await newestLog(LOG_DIRECTORY);
  if (file === null) {
    output.err(`There is no log in ${LOG_DIRECTORY}.\n`);
    return exitCode.ok;
  }
  if (!output.json) output.err(`${file}\n`);
  output.out(await readFile(file, 'utf8'));
  return exitCode.ok;
}
