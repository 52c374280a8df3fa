// SPDX-License-Identifier: Apache-2.0
import { open } from 'node:fs/promises';
import { damaged } from './image-error.ts';
import { readExactly } from './read-exactly.ts';
import {
  BLOCK_BYTES,
  extended,
  isEndBlock,
  isExtension,
  MAX_EXTENDED_BYTES,
  paddedBytes,
  parseTarHeader,
  type TarExtension,
} from './tar-header.ts';

interface Place {
  readonly offsetBytes: number;
  readonly sizeBytes: number;
}

/**
 * Names and places of the files in a tar archive, by reading headers only. skopeo would unpack the whole archive into
 * /var/tmp, which is memory on a live system. Throws IssueError image-damaged when it is no plain tar or ends early.
 */
export async function indexTar(path: string): Promise<Map<string, Place>> {
  const handle = await open(path);
  try {
    const { size: endBytes } = await handle.stat();
    const index = new Map<string, Place>();
    let at = 0;
    let extension: TarExtension = {};
    for (;;) {
      const block = await readExactly(handle, at, BLOCK_BYTES);
      if (block.length < BLOCK_BYTES) throw damaged('the archive ends early');
      if (isEndBlock(block)) return index;
      const header = parseTarHeader(block, extension);
      if (header === null) {
        throw damaged(at === 0 ? 'it is not an uncompressed tar archive' : 'the archive has a broken header');
      }
      const { type, name, sizeBytes } = header;
      const offsetBytes = at + BLOCK_BYTES;
      if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0 || offsetBytes + sizeBytes > endBytes) {
        throw damaged('the archive ends early');
      }
      if (isExtension(type)) {
        if (sizeBytes > MAX_EXTENDED_BYTES) throw damaged('the archive has a broken header');
        extension = extended(extension, type, await readExactly(handle, offsetBytes, sizeBytes));
      } else {
        if (type === '0') index.set(name, { offsetBytes, sizeBytes });
        extension = {};
      }
      at = offsetBytes + paddedBytes(sizeBytes);
    }
  } finally {
    await handle.close();
  }
}
