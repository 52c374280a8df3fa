// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { ImageFacts } from '../../core/facts/facts.ts';
import { damaged } from './image-error.ts';
import { manifestSchema, parsePart } from './oci-manifest.ts';
import { blobName, openOciStore, readSmall, type OciStore } from './oci-store.ts';

/** Large enough that hashing waits for the disk and not for system calls; two of them are held at a time. */
const CHUNK_BYTES = 1024 * 1024;

/**
 * Reads every layer, the config and the manifest of an inspected image and compares their SHA-256, one file
 * after the other: a USB stick is slower than one core's SHA-256, and slower still when read in two places.
 * `path` is the layout's directory or tar, without tag. Memory is constant.
 * `onBytes(done, total)` counts all bytes. Returns the digest of the config. Throws IssueError image-damaged; the signal's reason when cancelled.
 */
export async function verifyOciBlobs(
  path: string,
  image: Pick<ImageFacts, 'digest' | 'layers'>,
  onBytes?: (done: number, total: number) => void,
  signal?: AbortSignal,
): Promise<string> {
  const store = await openOciStore(path);
  const text = await readSmall(store, blobName(image.digest));
  if (text === null) throw damaged(`the file of ${image.digest} is missing`);
  const { config } = parsePart(manifestSchema, text.toString('utf8'), 'the manifest');
  const blobs = [
    { digest: image.digest, sizeBytes: text.length },
    { digest: config.digest, sizeBytes: config.size },
    ...image.layers,
  ];
  const total = blobs.reduce((sum, blob) => sum + blob.sizeBytes, 0);
  let done = 0;
  for (const blob of blobs) {
    await verifyBlob(store, blob, signal, (bytes) => {
      done += bytes;
      onBytes?.(done, total);
    });
  }
  return config.digest;
}

async function verifyBlob(
  store: OciStore,
  blob: { readonly digest: string; readonly sizeBytes: number },
  signal: AbortSignal | undefined,
  onChunk: (bytes: number) => void,
): Promise<void> {
  signal?.throwIfAborted();
  const extent = await store.find(blobName(blob.digest));
  if (extent === null) throw damaged(`the file of ${blob.digest} is missing`);
  if (extent.sizeBytes !== blob.sizeBytes) {
    throw damaged(`the file of ${blob.digest} has ${extent.sizeBytes} bytes instead of ${blob.sizeBytes}`);
  }
  const hash = createHash('sha256');
  if (extent.sizeBytes > 0) {
    const stream = createReadStream(extent.file, {
      start: extent.offsetBytes,
      end: extent.offsetBytes + extent.sizeBytes - 1,
      highWaterMark: CHUNK_BYTES,
      ...(signal === undefined ? {} : { signal }),
    });
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      hash.update(chunk);
      onChunk(chunk.length);
    }
  }
  const found = `sha256:${hash.digest('hex')}`;
  if (found !== blob.digest) throw damaged(`the file of ${blob.digest} has digest ${found}`);
}
