// SPDX-License-Identifier: Apache-2.0
import { statfs } from 'node:fs/promises';

/** A sentence when the file system at a path has less room than needed, for a test that is skipped then; null: enough. */
export async function lacksRoom(path: string, neededBytes: number): Promise<string | null> {
  const free = await freeBytes(path);
  return free >= neededBytes ? null : `${path} has ${gib(free)} GiB free, and ${gib(neededBytes)} are needed`;
}

/** What a user without privileges can still write at a path, in bytes. */
export async function freeBytes(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path);
  return bavail * bsize;
}

function gib(bytes: number): string {
  return (bytes / 1024 ** 3).toFixed(1);
}
