// SPDX-License-Identifier: Apache-2.0
import { createReadStream } from 'node:fs';
import { access, readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import * as z from 'zod';
import { readIfThere } from '../read-if-there.ts';
import { tarEntries } from '../tar-entries.ts';
import type { LayerSource } from './read-layers.ts';
import { storageRoots } from './storage-roots.ts';
import { joinTarSplit } from './tar-split.ts';

/** Becomes a file name. */
const id = z.string().regex(/^[0-9a-f]{64}$/);
const imagesSchema = z.array(
  z.object({
    digest: z.string().optional(),
    layer: id.optional(),
    'big-data-names': z.array(z.string()).nullish(),
  }),
);
const layersSchema = z.array(z.object({ id, parent: id.nullish() }));

/** One layer of a store of the overlay driver. */
interface StoredLayer {
  readonly id: string;
  readonly parent: string | null;
  readonly root: string;
}

async function readJson<T>(schema: z.ZodType<T[]>, file: string): Promise<T[]> {
  const text = await readIfThere(file);
  return text === null ? [] : schema.parse(JSON.parse(text));
}

/** The layers of the image with that manifest digest, the lowest first; null when no store has it whole. */
async function chainOf(roots: readonly string[], digest: string): Promise<StoredLayer[] | null> {
  const layers = new Map<string, StoredLayer>();
  let top: string | undefined;
  for (const root of roots) {
    for (const image of await readJson(imagesSchema, join(root, 'overlay-images/images.json'))) {
      const isIt =
        image.digest === digest || image['big-data-names']?.includes(`manifest-${digest}`) === true;
      if (isIt) top ??= image.layer;
    }
    for (const { id, parent } of await readJson(layersSchema, join(root, 'overlay-layers/layers.json'))) {
      if (!layers.has(id)) layers.set(id, { id, parent: parent ?? null, root });
    }
  }
  const chain: StoredLayer[] = [];
  for (let at: string | null = top ?? null; at !== null;) {
    const layer: StoredLayer | undefined = layers.get(at);
    // A layer that is its own ancestor is in the chain already.
    if (layer === undefined || chain.includes(layer)) return null;
    chain.unshift(layer);
    at = layer.parent;
  }
  return chain.length === 0 ? null : chain;
}

const tarSplitOf = ({ root, id }: StoredLayer): string => join(root, 'overlay-layers', `${id}.tar-split.gz`);

/** A file of a layer's directory. Throws when a link leads out of it. */
async function readWithin(directory: string, name: string): Promise<Buffer> {
  const file = await realpath(join(directory, name));
  if (!file.startsWith(`${await realpath(directory)}/`)) throw new Error(`${name} leads out of the layer`);
  return readFile(file);
}

function sourceOf(stored: StoredLayer): LayerSource {
  const diff = join(stored.root, 'overlay', stored.id, 'diff');
  return {
    name: stored.id,
    read: async (layer, signal) => {
      const file = (name: string, sizeBytes: number): Promise<Buffer | null> => {
        const header = { type: '0', name, linkName: '', sizeBytes };
        const wanted = layer.wantsData(header) || layer.readerOf(header) !== null;
        return wanted ? readWithin(diff, name) : Promise.resolve(null);
      };
      const read = async (chunks: AsyncIterable<Buffer>): Promise<void> => {
        const tar = joinTarSplit(chunks, file);
        const entries = tarEntries(
          tar,
          (header) => layer.wantsData(header),
          (header) => layer.readerOf(header),
        );
        for await (const entry of entries) layer.add(entry);
      };
      const stream = createReadStream(tarSplitOf(stored));
      await pipeline(stream, createGunzip(), read, signal === undefined ? {} : { signal });
    },
  };
}

/**
 * The layers of an image in containers-storage, read where they are: their archives are put together again from the
 * headers that storage keeps of them (overlay marks what is hidden by extended attributes, which Node cannot read).
 * Null when no store of the overlay driver has the image, or not with its headers, or this user may not read it.
 */
export async function storedLayers(digest: string, root: string = '/'): Promise<LayerSource[] | null> {
  try {
    const chain = await chainOf(await storageRoots(root), digest);
    if (chain === null) return null;
    await Promise.all(chain.map((layer) => access(tarSplitOf(layer))));
    return chain.map(sourceOf);
  } catch {
    return null;
  }
}
