// SPDX-License-Identifier: Apache-2.0
import type { Transform } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';

/** zlib gives out 16 KiB at a time by itself: an image is tens of thousands of turns then. */
const CHUNK_BYTES = 256 * 1024;
const GZIP = Buffer.from([0x1f, 0x8b]);
const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

/** What unpacks a layer, by its first bytes; null for a plain tar. Media types are left out or wrong too often. */
export function unpackerOf(start: Buffer): Transform | null {
  if (start.subarray(0, GZIP.length).equals(GZIP)) return createGunzip({ chunkSize: CHUNK_BYTES });
  if (start.subarray(0, ZSTD.length).equals(ZSTD)) return createZstdDecompress({ chunkSize: CHUNK_BYTES });
  return null;
}
