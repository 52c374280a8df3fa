// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { readIfThere } from './read-if-there.ts';

/** The console= arguments of the running kernel, in order (kernel-parameters.txt: the last one is /dev/console). */
export async function readConsoles(root: string): Promise<string[]> {
  const line = await readIfThere(join(root, 'proc/cmdline'));
  if (line === null) throw new Error('/proc/cmdline does not exist');
  return line.split(/\s+/).flatMap((word) => /^console=(\S+)$/.exec(word)?.[1] ?? []);
}
