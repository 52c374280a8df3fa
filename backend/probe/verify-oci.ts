// SPDX-License-Identifier: Apache-2.0
import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FoundKernel } from '../../core/facts/kernel-problem.ts';
import type { ImageFacts } from '../../core/facts/facts.ts';
import { damaged } from './image-error.ts';
import { LayerKernels } from './layer-kernels.ts';
import { unpackerOf } from './layer-stream.ts';
import { manifestSchema, parsePart } from './oci-manifest.ts';
import { blobName, openOciStore, readSmall, type Extent, type OciStore } from './oci-store.ts';
import { readAhead } from './read-ahead.ts';
import { readExactly } from './read-exactly.ts';
import { tarEntries } from './tar-entries.ts';

/** Large enough that hashing waits for the disk and not for system calls; two of them are held at a time. */
const CHUNK_BYTES = 1024 * 1024;
const MAGIC_BYTES = 4;

export interface VerifyOptions {
  /** Counts all bytes. */
  readonly onBytes?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
  /** Look for kernels on the way: layers are unpacked, which takes a core as long as umoci does. */
  readonly wantKernels?: boolean;
}

/**
 * Reads every layer, the config and the manifest of an inspected image and compares their SHA-256, one file
 * after the other: a USB stick is slower than one core's SHA-256, and slower still when read in two places.
 * `path` is the layout's directory or tar, without tag. Memory is constant.
 * Returns the digest of the config, and the kernels when they are wanted, null when a layer's names could not be
 * read. Throws IssueError image-damaged; the signal's reason when cancelled.
 */
export async function verifyOciBlobs(
  path: string,
  image: Pick<ImageFacts, 'digest' | 'layers'>,
  options: VerifyOptions = {},
): Promise<{ configDigest: string; kernels: readonly FoundKernel[] | null }> {
  const { onBytes, signal } = options;
  const store = await openOciStore(path);
  const text = await readSmall(store, blobName(image.digest));
  if (text === null) throw damaged(`the file of ${image.digest} is missing`);
  const { config } = parsePart(manifestSchema, text.toString('utf8'), 'the manifest');
  const small = [
    { digest: image.digest, sizeBytes: text.length },
    { digest: config.digest, sizeBytes: config.size },
  ];
  const total = [...small, ...image.layers].reduce((sum, blob) => sum + blob.sizeBytes, 0);
  let before = 0;
  let kernels = options.wantKernels === true ? new LayerKernels() : null;
  const verify = async (blob: Blob, into: LayerKernels | null): Promise<boolean> => {
    const read = await readBlob(store, blob, into, signal, (bytes) => onBytes?.(before + bytes, total));
    before += blob.sizeBytes;
    return read;
  };
  for (const blob of small) await verify(blob, null);
  for (const layer of image.layers) if (!(await verify(layer, kernels))) kernels = null;
  return { configDigest: config.digest, kernels: kernels?.kernels() ?? null };
}

interface Blob {
  readonly digest: string;
  readonly sizeBytes: number;
}

/** Verifies one file; false when it is good but its names could not be read for `kernels`. */
async function readBlob(
  store: OciStore,
  blob: Blob,
  kernels: LayerKernels | null,
  signal: AbortSignal | undefined,
  onBytes: (done: number) => void,
): Promise<boolean> {
  signal?.throwIfAborted();
  const extent = await store.find(blobName(blob.digest));
  if (extent === null) throw damaged(`the file of ${blob.digest} is missing`);
  if (extent.sizeBytes !== blob.sizeBytes) {
    throw damaged(`the file of ${blob.digest} has ${extent.sizeBytes} bytes instead of ${blob.sizeBytes}`);
  }
  const found = async (into: LayerKernels | null): Promise<string> => {
    const hash = createHash('sha256');
    if (extent.sizeBytes > 0) await readThrough(extent, hash, into, signal, onBytes);
    return `sha256:${hash.digest('hex')}`;
  };
  if (kernels !== null) {
    try {
      if ((await found(kernels)) === blob.digest) return true;
    } catch {
      signal?.throwIfAborted();
    }
    // No tar, or a packing unknown here: that says nothing of the bytes, so they are read once more for themselves.
  }
  const digest = await found(null);
  if (digest !== blob.digest) throw damaged(`the file of ${blob.digest} has digest ${digest}`);
  return kernels === null;
}

async function readThrough(
  extent: Extent,
  hash: Hash,
  kernels: LayerKernels | null,
  signal: AbortSignal | undefined,
  onBytes: (done: number) => void,
): Promise<void> {
  let done = 0;
  const take = (chunk: Buffer): void => {
    hash.update(chunk);
    done += chunk.length;
    onBytes(done);
  };
  if (kernels === null) return readAhead(extent, CHUNK_BYTES, take, signal);
  const stream = createReadStream(extent.file, {
    start: extent.offsetBytes,
    end: extent.offsetBytes + extent.sizeBytes - 1,
    highWaterMark: CHUNK_BYTES,
    ...(signal === undefined ? {} : { signal }),
  });
  async function* hashed(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      take(chunk);
      yield chunk;
    }
  }
  const unpacker = unpackerOf(await startOf(extent)) ?? new PassThrough();
  await pipeline(stream, hashed, unpacker, (unpacked: AsyncIterable<Buffer>) =>
    kernels.addLayer(tarEntries(unpacked)),
  );
}

async function startOf(extent: Extent): Promise<Buffer> {
  const handle = await open(extent.file);
  try {
    return await readExactly(handle, extent.offsetBytes, Math.min(MAGIC_BYTES, extent.sizeBytes));
  } finally {
    await handle.close();
  }
}
