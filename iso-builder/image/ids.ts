// SPDX-License-Identifier: Apache-2.0
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const files = ['passwd', 'group'] as const;
/** Ids that packages are given when they are installed: adduser.conf(5), FIRST_SYSTEM_UID and LAST_SYSTEM_UID. */
const isSystemId = (id: number): boolean => id >= 100 && id < 1000;

/** Ids by name: user and group id of a passwd line, group id of a group line. */
function idsByName(text: string, file: (typeof files)[number]): Map<string, string> {
  const ids = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [name = '', , ...rest] = line.split(':');
    if (name !== '') ids.set(name, rest.slice(0, file === 'passwd' ? 2 : 1).join(':'));
  }
  return ids;
}

/** Fails loudly when an id of the tree differs from the pinned one: files of an update would change hands. */
export async function checkIds(root: string, directory: string): Promise<void> {
  for (const file of files) {
    const pinned = idsByName(await readFile(join(directory, file), 'utf8').catch(() => ''), file);
    const built = idsByName(await readFile(join(root, 'etc', file), 'utf8'), file);
    for (const [name, id] of pinned) {
      const found = built.get(name);
      if (found !== id)
        throw new Error(`${file}: ${name} has id ${found ?? '(none)'}, pinned is ${id} (${directory})`);
    }
  }
}

/** Writes the system users and groups of a tree to a directory, as input for `--ids` of the next build. */
export async function saveIds(root: string, directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  for (const file of files) {
    const lines = (await readFile(join(root, 'etc', file), 'utf8')).split('\n');
    const system = lines.filter((line) => isSystemId(Number(line.split(':')[2])));
    await writeFile(join(directory, file), system.map((line) => `${line}\n`).join(''));
  }
}
