// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import type { LiveInstaller } from './live-installer.ts';

/** Puts a file from beside this one into the live system, by its console. */
export async function putScript(live: LiveInstaller, name: string, path: string): Promise<void> {
  const script = await readFile(new URL(name, import.meta.url), 'base64');
  await live.sh(`rm -f ${path}.64`);
  // A terminal takes no more than 4095 bytes in a line (termios(3), canonical mode).
  for (const part of script.match(/.{1,2000}/g) ?? []) await live.sh(`printf %s ${part} >> ${path}.64`);
  await live.sh(`base64 -d ${path}.64 > ${path}; rm ${path}.64`);
}
