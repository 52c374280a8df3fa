// SPDX-License-Identifier: Apache-2.0
import { ByteReader } from './byte-reader.ts';
import {
  BLOCK_BYTES,
  extended,
  isEndBlock,
  isExtension,
  MAX_EXTENDED_BYTES,
  paddedBytes,
  parseTarHeader,
  type TarExtension,
  type TarHeader,
} from './tar-header.ts';

/** Reads the data of one entry; it need not read all. */
export type EntryReader = (chunks: AsyncIterable<Buffer>) => Promise<void>;

/**
 * The entries of a tar archive that comes as a stream, to its end, with the data of those that are kept; that of others
 * is read as it comes by whoever `read` gives, before the entry is handed out, or passed over. Throws when it is no tar
 * or has no end mark: Node's zstd, for one, ends after the first of several frames without a word.
 */
export async function* tarEntries(
  chunks: AsyncIterable<Buffer>,
  keep: (header: TarHeader) => boolean = () => false,
  read: (header: TarHeader) => EntryReader | null = () => null,
): AsyncGenerator<TarHeader & { readonly data: Buffer | null }> {
  const reader = new ByteReader(chunks);
  let extension: TarExtension = {};
  for (;;) {
    const block = await reader.take(BLOCK_BYTES);
    if (block === null) throw new Error('the archive ends without an end mark');
    if (isEndBlock(block)) return reader.drain();
    const header = parseTarHeader(block, extension);
    if (header === null || !Number.isSafeInteger(header.sizeBytes) || header.sizeBytes < 0)
      throw new Error('the archive has a broken header');
    const { type, sizeBytes } = header;
    if (isExtension(type)) {
      const data = sizeBytes > MAX_EXTENDED_BYTES ? null : await reader.take(paddedBytes(sizeBytes));
      if (data === null) throw new Error('the archive has a broken header');
      extension = extended(extension, type, data.subarray(0, sizeBytes));
      continue;
    }
    extension = {};
    if (keep(header)) {
      const data = await reader.take(paddedBytes(sizeBytes));
      if (data === null) throw new Error('the archive ends early');
      yield { ...header, data: data.subarray(0, sizeBytes) };
      continue;
    }
    const readEntry = read(header);
    if (readEntry !== null) {
      const part = reader.part(sizeBytes);
      await readEntry(part.chunks);
      const padding = paddedBytes(sizeBytes) - sizeBytes;
      if (!(await reader.skip(part.leftBytes() + padding))) throw new Error('the archive ends early');
      yield { ...header, data: null };
      continue;
    }
    yield { ...header, data: null };
    if (!(await reader.skip(paddedBytes(sizeBytes)))) throw new Error('the archive ends early');
  }
}
