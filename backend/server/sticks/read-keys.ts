// SPDX-License-Identifier: Apache-2.0
import { constants } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { userRequest } from '../../../core/request/request.ts';
import type { ServiceOptions } from '../service.ts';
import type { Stick } from './find-sticks.ts';
import { withMounted } from './with-mounted.ts';

const MOST_BYTES = 65_536;
const MOST_FILES = 64;
const keyLines = userRequest.shape.sshKeys;

/** A small regular file, else nothing: a stick may hold pipes and links as well (open(2)). */
async function smallFile(path: string): Promise<string> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stat = await file.stat();
    return stat.isFile() && stat.size <= MOST_BYTES ? await file.readFile('utf8') : '';
  } finally {
    await file.close();
  }
}

/** Public keys below a directory: "*.pub" and "authorized_keys" at the top and in ".ssh" and "ssh". */
export async function keysBelow(directory: string): Promise<{ file: string; key: string }[]> {
  const found: { file: string; key: string }[] = [];
  for (const folder of ['', '.ssh', 'ssh']) {
    const names = await readdir(join(directory, folder)).catch(() => []);
    const wanted = names.filter((name) => name.endsWith('.pub') || name === 'authorized_keys');
    for (const name of wanted.sort().slice(0, MOST_FILES)) {
      const text = await smallFile(join(directory, folder, name)).catch(() => '');
      for (const line of text.split(/\r?\n/)) {
        const key = line.trim();
        if (keyLines.safeParse([key]).success) found.push({ file: join(folder, name), key });
      }
    }
  }
  return found;
}

/** Public SSH keys of one stick; it is mounted read-only meanwhile. */
export async function readKeys(
  options: Pick<ServiceOptions, 'runner' | 'stateDirectory'>,
  stick: Stick,
): Promise<{ from: string; key: string }[]> {
  const keys = await withMounted(options, stick, 'ro', keysBelow);
  return keys.map(({ file, key }) => ({ from: `${stick.title}: ${file}`, key }));
}
