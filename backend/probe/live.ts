// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import type { Disk, Facts } from '../../core/facts/facts.ts';
import { LIVE_MOUNTS } from './live-medium.ts';
import { listIfThere } from './read-if-there.ts';

/** Where the ISO carries its image, below the mounted medium: an OCI layout directory. */
const IMAGE_DIRECTORY = 'particleos/image';

/**
 * The live system: path of the disk it runs from (null: in memory, or the disks were not read) and directory
 * of the image it carries. Null when this is an installed system.
 */
export async function readLive(root: string, disks: readonly Disk[]): Promise<Facts['live']> {
  const mediumDisk = disks.find((disk) => disk.unsuitable === 'live-medium')?.path ?? null;
  let isLive = false;
  for (const point of LIVE_MOUNTS) {
    if ((await listIfThere(join(root, point))) === null) continue;
    isLive = true;
    const files = await listIfThere(join(root, point, IMAGE_DIRECTORY));
    if (files?.includes('index.json') === true) {
      return { mediumDisk, embeddedImage: join(point, IMAGE_DIRECTORY) };
    }
  }
  return isLive ? { mediumDisk, embeddedImage: null } : null;
}
