// SPDX-License-Identifier: Apache-2.0
import { open, type FileHandle } from 'node:fs/promises';
import type { Extent } from './oci-store.ts';

/**
 * Hands an extent over in chunks of at most that many bytes, in order, and reads the next one meanwhile. There are two
 * buffers, used by turns: a chunk is good only until `take` returns. A stream would ask the kernel for new memory with
 * each chunk. What a file that ends early lacks is left out. Rejects with the signal's reason when it is cancelled.
 */
export async function readAhead(
  { file, offsetBytes, sizeBytes }: Extent,
  chunkBytes: number,
  take: (chunk: Buffer) => void,
  signal?: AbortSignal,
): Promise<void> {
  const handle = await open(file);
  try {
    const buffers = [Buffer.allocUnsafeSlow(chunkBytes), Buffer.allocUnsafeSlow(chunkBytes)] as const;
    const read = async (at: number): Promise<Buffer> => {
      signal?.throwIfAborted();
      const buffer = buffers[(at / chunkBytes) % 2 === 0 ? 0 : 1];
      const part = buffer.subarray(0, Math.min(chunkBytes, sizeBytes - at));
      return part.subarray(0, await fill(handle, part, offsetBytes + at));
    };
    let next = read(0);
    for (let at = 0; at < sizeBytes; at += chunkBytes) {
      const chunk = await next;
      const isLast = at + chunkBytes >= sizeBytes;
      if (!isLast) {
        next = read(at + chunkBytes);
        // It is awaited in the next turn; until then its failure is nobody's.
        next.catch(() => undefined);
      }
      take(chunk);
    }
  } finally {
    await handle.close();
  }
}

/** Returns how many bytes there were. */
async function fill(handle: FileHandle, part: Buffer, position: number): Promise<number> {
  let done = 0;
  while (done < part.length) {
    const { bytesRead } = await handle.read(part, done, part.length - done, position + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return done;
}
