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
import { isKept, MAX_TEXT_BYTES, type FileTree } from './file-tree.ts';
import { PathTree, type TreeEntry } from './path-tree.ts';

const CHUNK_BYTES = 1024 * 1024;
const MAGIC_BYTES = 4;
const DIRECTORY = '5';
const FILE = '0';

/**
 * The tree of an image in an OCI layout (directory or tar), from the names in its layers and the text of small files:
 * nothing is unpacked to a disk. The layers' bytes are not compared with their digests; that is for verify-image.
 * Throws IssueError image-damaged when a layer is no tar or ends early; the signal's reason when cancelled.
 */
export async function readLayers(
  path: string,
  layers: ImageFacts['layers'],
  signal?: AbortSignal,
): Promise<FileTree> {
  const store = await openOciStore(path);
  const tree = new PathTree();
  for (const { digest } of layers) {
    const extent = await store.find(blobName(digest));
    if (extent === null) throw damaged(`the file of ${digest} is missing`);
    try {
      tree.addLayer(await entriesOf(extent, signal));
    } catch (error) {
      signal?.throwIfAborted();
      const message = error instanceof Error ? error.message : String(error);
      throw damaged(`the layer ${digest} cannot be read: ${message}`);
    }
  }
  return tree;
}

async function entriesOf(extent: Extent, signal: AbortSignal | undefined): Promise<TreeEntry[]> {
  const unpacker: Transform = (await unpackerFor(extent)) ?? new PassThrough();
  const stream = createReadStream(extent.file, {
    start: extent.offsetBytes,
    end: extent.offsetBytes + Math.max(extent.sizeBytes, 1) - 1,
    highWaterMark: CHUNK_BYTES,
  });
  const entries: TreeEntry[] = [];
  const read = async (chunks: AsyncIterable<Buffer>): Promise<void> => {
    const kept = tarEntries(
      chunks,
      ({ type, name, sizeBytes }) => type === FILE && sizeBytes <= MAX_TEXT_BYTES && isKept(usr(name)),
    );
    for await (const { type, name, data } of kept) {
      const text = data === null ? {} : { text: data.toString('utf8') };
      entries.push({ path: usr(name), isDirectory: type === DIRECTORY, ...text });
    }
  };
  await pipeline(stream, unpacker, read, signal === undefined ? {} : { signal });
  return entries;
}

async function unpackerFor(extent: Extent): Promise<Transform | null> {
  const handle = await open(extent.file);
  try {
    return unpackerOf(await readExactly(handle, extent.offsetBytes, Math.min(MAGIC_BYTES, extent.sizeBytes)));
  } finally {
    await handle.close();
  }
}

/** In a merged /usr a layer may name files by way of the links /bin, /sbin and /lib. */
function usr(name: string): string {
  return name.replace(/^(s?bin|lib)\//, 'usr/$1/');
}
