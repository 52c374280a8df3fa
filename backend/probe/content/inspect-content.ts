// SPDX-License-Identifier: Apache-2.0
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageFacts } from '../../../core/facts/facts.ts';
import { imageContentSchema, type ImageContent } from '../../../core/facts/image-content.ts';
import { writeFileWhole } from '../../execute/write-file.ts';
import { contentOf } from './image-content.ts';
import { readLayers } from './read-layers.ts';

/** A digest always means the same files: what was found once is kept while this system runs. */
const CACHE_DIRECTORY = '/run/particleos/inspected';
/** Changes with the meaning of what is kept. */
const CACHE_VERSION = 1;

async function cached(file: string): Promise<ImageContent | null> {
  try {
    return imageContentSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}

/** Keeps it for root; whoever else asks reads the image each time. */
async function keep(directory: string, file: string, content: ImageContent): Promise<void> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await writeFileWhole(file, JSON.stringify(content), 0o600);
  } catch {
    // Not root, or a full /run: it is a cache.
  }
}

/** What is in the files of an image in an OCI layout; `path` is without tag. Throws as readLayers and contentOf do. */
export async function inspectContent(
  path: string,
  image: Pick<ImageFacts, 'digest' | 'layers'>,
  signal?: AbortSignal,
  cacheDirectory = CACHE_DIRECTORY,
): Promise<ImageContent> {
  const file = join(cacheDirectory, `${image.digest.replace('sha256:', '')}.v${CACHE_VERSION}.json`);
  const found = await cached(file);
  if (found !== null) return found;
  const content = contentOf(await readLayers(path, image.layers, signal));
  await keep(cacheDirectory, file, content);
  return content;
}
