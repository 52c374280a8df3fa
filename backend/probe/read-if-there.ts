// SPDX-License-Identifier: Apache-2.0
import { readdir, readFile } from 'node:fs/promises';

/** errno name of a failed file operation, e.g. "ENOENT". */
export function errnoOf(error: unknown): string | null {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : null;
}

/** Content of a small text file, null when it does not exist; other errors are thrown. */
export async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

/** Names in a directory, null when it does not exist; other errors are thrown. */
export async function listIfThere(path: string): Promise<string[] | null> {
  try {
    return (await readdir(path)).sort();
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

/** Attributes of sysfs that a device lacks answer ENODEV or ENXIO as well as ENOENT. */
function isAbsent(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR', 'ENODEV', 'ENXIO'].includes(errnoOf(error) ?? '');
}
