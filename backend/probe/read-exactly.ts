// SPDX-License-Identifier: Apache-2.0
import type { FileHandle } from 'node:fs/promises';

/** Reads a range; shorter when the file ends before it. */
export async function readExactly(
  handle: FileHandle,
  offsetBytes: number,
  sizeBytes: number,
): Promise<Buffer> {
  const buffer = Buffer.alloc(sizeBytes);
  let done = 0;
  while (done < sizeBytes) {
    const { bytesRead } = await handle.read(buffer, done, sizeBytes - done, offsetBytes + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return buffer.subarray(0, done);
}
