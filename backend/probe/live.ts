// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import * as z from 'zod';
import type { Disk, Facts } from '../../core/facts/facts.ts';
import { LIVE_MOUNTS } from './live-medium.ts';
import { listIfThere, readIfThere } from './read-if-there.ts';

/** Where the ISO carries its image, below the mounted medium: an OCI layout directory. */
const IMAGE_DIRECTORY = 'particleos/image';

/** Where the live system mounts the containers-storage of the medium, read-only (iso-builder/rootfs). */
const IMAGE_STORE = 'run/particleos/store';
/** containers-storage(5): each driver keeps its list of images in a directory of its own. */
const STORE_DRIVERS = ['overlay', 'vfs'];

const storedImages = z.array(z.object({ id: z.string(), names: z.array(z.string()).optional() }));

/** The store and the first named image in it; null when the medium carries none. */
async function readImageStore(root: string): Promise<NonNullable<Facts['live']>['imageStore']> {
  for (const driver of STORE_DRIVERS) {
    const text = await readIfThere(join(root, IMAGE_STORE, `${driver}-images/images.json`));
    if (text === null) continue;
    const image = storedImages.parse(JSON.parse(text)).flatMap(({ names = [] }) => names)[0];
    if (image !== undefined) return { path: `/${IMAGE_STORE}`, image };
  }
  return null;
}

/**
 * The live system: path of the disk it runs from (null: in memory, or the disks were not read) and directory
 * of the image it carries. Null when this is an installed system.
 */
export async function readLive(root: string, disks: readonly Disk[]): Promise<Facts['live']> {
  const mediumDisk = disks.find((disk) => disk.unsuitable === 'live-medium')?.path ?? null;
  const imageStore = await readImageStore(root);
  let isLive = false;
  for (const point of LIVE_MOUNTS) {
    if ((await listIfThere(join(root, point))) === null) continue;
    isLive = true;
    const files = await listIfThere(join(root, point, IMAGE_DIRECTORY));
    if (files?.includes('index.json') === true) {
      return { mediumDisk, embeddedImage: join(point, IMAGE_DIRECTORY), imageStore };
    }
  }
  return isLive ? { mediumDisk, embeddedImage: null, imageStore } : null;
}
