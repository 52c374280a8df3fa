// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

/** Where the live system has the image of the ISO (backend/probe/live-medium.ts). */
export const EMBEDDED_IMAGE = '/run/initramfs/live/particleos/image';

const indexSchema = z.object({
  manifests: z.array(
    z.object({ annotations: z.object({ 'org.opencontainers.image.ref.name': z.string() }) }),
  ),
});

/** The name of the one image in an OCI directory: bare commands ask for it. */
export async function tagOf(image: string): Promise<string> {
  const { manifests } = indexSchema.parse(JSON.parse(await readFile(join(image, 'index.json'), 'utf8')));
  const [first] = manifests;
  if (first === undefined) throw new Error(`no image in ${image}`);
  return first.annotations['org.opencontainers.image.ref.name'];
}
