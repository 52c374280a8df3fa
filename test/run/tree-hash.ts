// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { lstat, readFile, readlink, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError } from '../../backend/runner/command.ts';
import { RealRunner } from '../../backend/runner/real-runner.ts';

/** Files of a checkout that git knows or would add, sorted; null when it is no checkout. */
async function filesOf(root: string): Promise<string[] | null> {
  // The checkout may belong to another than root, who runs the tests (git-config(1), safe.directory).
  const git = ['git', '-c', 'safe.directory=*', '-C', root] as const;
  const argv = [...git, 'ls-files', '-z', '--cached', '--others', '--exclude-standard'] as const;
  try {
    const { stdout } = await new RealRunner().run({ argv, timeoutMs: 60_000 });
    return [...new Set(stdout.split('\0'))].filter((name) => name !== '').toSorted();
  } catch (error) {
    if (error instanceof CommandError) return null;
    throw error;
  }
}

/** Kind, mode and content of a file; "gone" for one that was deleted and not yet committed so. */
async function stateOf(path: string): Promise<string> {
  const stats = await lstat(path).catch(() => null);
  if (stats === null) return 'gone';
  if (stats.isSymbolicLink()) return `link ${await readlink(path)}`;
  if (!stats.isFile()) return 'other';
  const executable = (stats.mode & 0o100) !== 0;
  return `file ${executable} ${createHash('sha256')
    .update(await readFile(path))
    .digest('hex')}`;
}

/**
 * A hash of what is tested: every file of the checkout as it stands, committed or not, and of the things from elsewhere
 * that are tested with it (by name, size and time). Null when there is no git checkout to tell it by.
 */
export async function treeHash(root: string, others: readonly string[] = []): Promise<string | null> {
  const files = await filesOf(root);
  if (files === null) return null;
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0${await stateOf(join(root, file))}\0`);
  for (const other of others) {
    const stats = await stat(other).catch(() => null);
    hash.update(`${other}\0${stats?.size ?? 'gone'} ${stats?.mtimeMs ?? ''}\0`);
  }
  return hash.digest('hex');
}
