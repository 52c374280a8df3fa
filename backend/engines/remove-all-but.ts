// SPDX-License-Identifier: Apache-2.0
import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

async function isDirectory(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => null))?.isDirectory() === true;
}

/**
 * Removes what is below a directory, but for the directories named in `keep`, relative to it; the directory itself goes
 * when nothing in it is kept. A link is no directory: it is removed, and nothing behind it is touched. Other file systems
 * that are mounted there are not to be.
 */
export async function removeAllBut(path: string, keep: readonly string[]): Promise<void> {
  const present = await realWays(path, keep);
  if (present.length === 0) await rm(path, { recursive: true, force: true });
  else await removeBeside(path, present);
}

/** The same, but the directory itself always stays: a mount point. */
export async function emptyAllBut(path: string, keep: readonly string[]): Promise<void> {
  await removeBeside(path, await realWays(path, keep));
}

/** Those of the ways below a directory that lead to a directory, and over no link. */
async function realWays(path: string, ways: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const way of ways) {
    const parts = way.split('/').map((_, index, all) => join(path, ...all.slice(0, index + 1)));
    const real = await Promise.all([path, ...parts].map(isDirectory));
    if (real.every(Boolean)) found.push(way);
  }
  return found;
}

async function removeBeside(path: string, keep: readonly string[]): Promise<void> {
  for (const name of await readdir(path)) {
    if (keep.includes(name)) continue;
    const inside = keep.flatMap((way) => (way.startsWith(`${name}/`) ? [way.slice(name.length + 1)] : []));
    if (inside.length > 0) await removeBeside(join(path, name), inside);
    else await rm(join(path, name), { recursive: true, force: true });
  }
}
