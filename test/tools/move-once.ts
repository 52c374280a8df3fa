// SPDX-License-Identifier: Apache-2.0
import { access, rename, rm } from 'node:fs/promises';

/** Gives a directory that was made its name, whole; when another process was faster, its directory stays. */
export async function moveOnce(fresh: string, directory: string): Promise<void> {
  try {
    await rename(fresh, directory);
  } catch (error) {
    await access(directory).catch(() => {
      throw error;
    });
    await rm(fresh, { recursive: true, force: true });
  }
}
