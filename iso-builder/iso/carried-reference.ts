// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

const REF_NAME = 'org.opencontainers.image.ref.name';
const index = z.object({
  manifests: z.array(z.object({ annotations: z.record(z.string(), z.string()).nullish() })),
});

/**
 * The image of an OCI directory in skopeo's words. Signatures may lie beside it (tags "sha256-...sig"); skopeo must then
 * be given the image's own tag. Throws when it has none.
 */
export async function carriedReference(directory: string): Promise<string> {
  const { manifests } = index.parse(JSON.parse(await readFile(join(directory, 'index.json'), 'utf8')));
  if (manifests.length === 1) return `oci:${directory}`;
  const tags = manifests.map(({ annotations }) => annotations?.[REF_NAME]);
  const images = tags.filter((tag) => tag === undefined || !/^sha256-[0-9a-f]{64}\.[a-z]+$/.test(tag));
  const [tag] = images;
  if (images.length !== 1 || tag === undefined)
    throw new Error(`${directory} must hold exactly one image, with a tag when signatures lie beside it`);
  return `oci:${directory}:${tag}`;
}
