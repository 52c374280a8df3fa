// SPDX-License-Identifier: Apache-2.0

/** Reads a stream of chunks by counts of bytes. */
export class ByteReader {
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

  /** The next bytes as they come, at most that many, and how many of them are left unread. */
  part(count: number): { readonly chunks: AsyncGenerator<Buffer>; readonly leftBytes: () => number } {
    let left = count;
    const next = async (): Promise<Buffer | null> => {
      if (left === 0 || (this.#rest.length === 0 && !(await this.#more()))) return null;
      const chunk = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(chunk.length);
      left -= chunk.length;
      return chunk;
    };
    async function* chunks(): AsyncGenerator<Buffer> {
      for (let chunk = await next(); chunk !== null; chunk = await next()) yield chunk;
    }
    return { chunks: chunks(), leftBytes: () => left };
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
