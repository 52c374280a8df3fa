// SPDX-License-Identifier: Apache-2.0
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

/** Reads a stream of chunks by counts of bytes. */
class ByteReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Exactly that many bytes; null when the stream ends before. */
  async take(count: number): Promise<Buffer | null> {
    const parts: Buffer[] = [];
    let missing = count;
    while (missing > 0) {
      if (this.#rest.length === 0 && !(await this.#more())) return null;
      const part = this.#rest.subarray(0, missing);
      this.#rest = this.#rest.subarray(part.length);
      missing -= part.length;
      parts.push(part);
    }
    return parts.length === 1 ? (parts[0] ?? null) : Buffer.concat(parts);
  }

  /** Passes over that many bytes; false when the stream ends before. */
  async skip(count: number): Promise<boolean> {
    let missing = count;
    while (missing > 0) {
      if (this.#rest.length === 0 && !(await this.#more())) return false;
      const passed = Math.min(missing, this.#rest.length);
      this.#rest = this.#rest.subarray(passed);
      missing -= passed;
    }
    return true;
  }

  async drain(): Promise<void> {
    while (await this.#more());
  }

  async #more(): Promise<boolean> {
    const next = await this.#chunks.next();
    if (next.done === true) return false;
    this.#rest = next.value;
    return true;
  }
}

/**
 * The entries of a tar archive that comes as a stream, to its end, with the data of those that are kept; other data is
 * passed over. Throws when it is no tar
 * or has no end mark: Node's zstd, for one, ends after the first of several frames without a word.
 */
export async function* tarEntries(
  chunks: AsyncIterable<Buffer>,
  keep: (header: TarHeader) => boolean = () => false,
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
    yield { ...header, data: null };
    if (!(await reader.skip(paddedBytes(sizeBytes)))) throw new Error('the archive ends early');
  }
}
