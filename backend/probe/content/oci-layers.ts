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
import type { LayerSource } from './read-layers.ts';

const CHUNK_BYTES = 1024 * 1024;
const MAGIC_BYTES = 4;

/** The layers of an image in an OCI layout, a directory or a tar; `path` is without tag. Rejects when it is not there. */
export async function ociLayers(path: string, layers: ImageFacts['layers']): Promise<LayerSource[]> {
  const store = await openOciStore(path);
  return layers.map(({ digest }) => ({
    name: digest,
    read: async (layer, signal) => {
      const extent = await store.find(blobName(digest));
      if (extent === null) throw damaged(`the file of ${digest} is missing`);
      const stream = createReadStream(extent.file, {
        start: extent.offsetBytes,
        end: extent.offsetBytes + Math.max(extent.sizeBytes, 1) - 1,
        highWaterMark: CHUNK_BYTES,
      });
      const read = async (chunks: AsyncIterable<Buffer>): Promise<void> => {
        const entries = tarEntries(
          chunks,
          (header) => layer.wantsData(header),
          (header) => layer.readerOf(header),
        );
        for await (const entry of entries) layer.add(entry);
      };
      await pipeline(stream, await unpackerFor(extent), read, signal === undefined ? {} : { signal });
    },
  }));
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
