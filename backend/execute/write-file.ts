// SPDX-License-Identifier: Apache-2.0
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes a file whole: a new inode beside it, synced, then renamed over. A hard link into the ostree repository
 * is therefore never written through, and the mode holds from the first byte on.
 */
export async function writeFileWhole(
  path: string,
  content: string | Uint8Array,
  mode: number,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.particleos-new`;
  await rm(temporary, { force: true });
  const file = await open(temporary, 'wx', mode);
  try {
    await file.chmod(mode); // whatever the umask is
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}
