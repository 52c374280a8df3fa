// SPDX-License-Identifier: Apache-2.0
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { PassThrough, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ImageFacts } from '../../../core/facts/facts.ts';
import { damaged } from '../image-error.ts';
import { unpackerOf } from '../layer-stream.ts';
import { blobName, openOciStore, type Extent } from '../oci-store.ts';
import { readExactly } from '../read-exactly.ts';
import { tarEntries } from '../tar-entries.ts';
import { LayeredTree } from './layered-tree.ts';
import type { FileTree } from './file-tree.ts';

const CHUNK_BYTES = 1024 * 1024;
const MAGIC_BYTES = 4;
/** A link to a file that was passed over means to read once more; a link there that leads to another is nobody's. */
const MAX_READS = 3;

export interface ReadTree {
  readonly tree: FileTree;
  /** Sum of the files of all layers: what stores that keep layers, as bootc's do, take unpacked. */
  readonly unpackedBytes: number;
}

/**
 * The tree of an image in an OCI layout (directory or tar), from the names in its layers and the text of small files:
 * nothing is unpacked to a disk. The layers' bytes are not compared with their digests; that is for verify-image.
 * Throws IssueError image-damaged when a layer is no tar or ends early; the signal's reason when cancelled.
 */
export async function readLayers(
  path: string,
  layers: ImageFacts['layers'],
  signal?: AbortSignal,
): Promise<ReadTree> {
  const store = await openOciStore(path);
  let wanted: ReadonlySet<string> = new Set();
  for (let read = 1; ; read += 1) {
    const tree = new LayeredTree(wanted);
    for (const { digest } of layers) {
      signal?.throwIfAborted();
      const extent = await store.find(blobName(digest));
      if (extent === null) throw damaged(`the file of ${digest} is missing`);
      try {
        await readLayer(extent, tree, signal);
      } catch (error) {
        signal?.throwIfAborted();
        const message = error instanceof Error ? error.message : String(error);
        throw damaged(`the layer ${digest} cannot be read: ${message}`);
      }
    }
    const missing = tree.missing();
    if (missing.length === 0 || read === MAX_READS) return tree;
    wanted = new Set([...wanted, ...missing]);
  }
}

async function readLayer(extent: Extent, tree: LayeredTree, signal: AbortSignal | undefined): Promise<void> {
  const unpacker = await unpackerFor(extent);
  const stream = createReadStream(extent.file, {
    start: extent.offsetBytes,
    end: extent.offsetBytes + Math.max(extent.sizeBytes, 1) - 1,
    highWaterMark: CHUNK_BYTES,
  });
  const layer = tree.beginLayer();
  const read = async (chunks: AsyncIterable<Buffer>): Promise<void> => {
    for await (const entry of tarEntries(chunks, (header) => layer.wantsData(header))) layer.add(entry);
  };
  await pipeline(stream, unpacker, read, signal === undefined ? {} : { signal });
  layer.end();
}

async function unpackerFor(extent: Extent): Promise<Transform> {
  const handle = await open(extent.file);
  try {
    const start = await readExactly(handle, extent.offsetBytes, Math.min(MAGIC_BYTES, extent.sizeBytes));
    return unpackerOf(start) ?? new PassThrough();
  } finally {
    await handle.close();
  }
}
