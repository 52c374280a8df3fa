// SPDX-License-Identifier: Apache-2.0
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { imageContentSchema } from '../../../core/facts/image-content.ts';
import { writeFileWhole } from '../../execute/write-file.ts';
import type { ImageFacts } from '../../../core/facts/facts.ts';
import { splitOciName } from '../inspect-oci.ts';
import { errnoOf } from '../read-if-there.ts';
import { ociLayers } from './oci-layers.ts';
import { storedLayers } from './stored-layers.ts';
import { contentOf } from './image-content.ts';
import { readLayers, type LayerSource } from './read-layers.ts';

/**
 * A digest always means the same files: what was found once is kept while this system runs. Only a live system has the
 * directory around it (iso-builder/rootfs, tmpfiles.d): elsewhere, and for others than root, nothing is kept.
 */
const CACHE_DIRECTORY = '/run/particleos/inspected';
/** Changes with the meaning of what is kept. */
const CACHE_VERSION = 3;

const foundSchema = z.object({ content: imageContentSchema, unpackedBytes: z.number().int() });
/** What was found in the layers of an image; unpackedBytes as of ReadTree. */
export type FoundContent = z.infer<typeof foundSchema>;

async function cached(file: string): Promise<FoundContent | null> {
  try {
    return foundSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}

async function keep(directory: string, file: string, found: FoundContent): Promise<void> {
  try {
    await mkdir(directory, { mode: 0o700 }).catch((error: unknown) => {
      if (errnoOf(error) !== 'EEXIST') throw error;
    });
    await writeFileWhole(file, JSON.stringify(found), 0o600);
  } catch {
    // Not root, no live system, or a full /run: it is a cache.
  }
}

/** The layers of an image where it is; null when they are not at hand. */
export async function layersAt(
  { digest, layers }: Pick<ImageFacts, 'digest' | 'layers'>,
  transport: 'oci' | 'oci-archive' | 'containers-storage',
  name: string,
): Promise<readonly LayerSource[] | null> {
  return transport === 'containers-storage'
    ? storedLayers(digest)
    : ociLayers(splitOciName(name).path, layers);
}

/**
 * What is in the files of an image; null when its layers are not at hand. `layersOf` is asked only for an image that
 * was not looked into before. Throws as readLayers and contentOf do.
 */
export async function inspectContent(
  digest: string,
  layersOf: () => Promise<readonly LayerSource[] | null>,
  signal?: AbortSignal,
  cacheDirectory = CACHE_DIRECTORY,
): Promise<FoundContent | null> {
  const file = join(cacheDirectory, `${digest.replace('sha256:', '')}.v${CACHE_VERSION}.json`);
  const known = await cached(file);
  if (known !== null) return known;
  const layers = await layersOf();
  if (layers === null) return null;
  const { tree, unpackedBytes } = await readLayers(layers, signal);
  const found = { content: contentOf(tree), unpackedBytes };
  await keep(cacheDirectory, file, found);
  return found;
}
