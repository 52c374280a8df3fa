// SPDX-License-Identifier: Apache-2.0
import { closeSync, openSync, writeSync } from 'node:fs';

/** pino puts the level first; 40 is "warn". */
const WARN = 40;

/**
 * A new file of lines that stops growing: after a line that says so, only warnings and errors are written, into
 * the last eighth kept for them, because the end of a failed run is what a person needs. Written at once and in
 * order, so that a crash loses nothing. Mode 0600.
 */
export class CappedFile {
  readonly #maxBytes: number;
  #fd: number | null;
  #bytes = 0;
  #isCut = false;

  /** Throws when the file exists or cannot be made. */
  constructor(path: string, maxBytes: number) {
    this.#fd = openSync(path, 'wx', 0o600);
    this.#maxBytes = maxBytes;
  }

  write(line: string): void {
    const reserve = Math.floor(this.#maxBytes / 8);
    if (!this.#isCut && this.#fits(line, this.#maxBytes - reserve)) return this.#append(line);
    if (!this.#isCut) {
      this.#isCut = true;
      const words = `the log reached ${this.#maxBytes} bytes and is cut here; only warnings and errors follow`;
      this.#append(
        `${JSON.stringify({ level: WARN, time: new Date().toISOString(), event: 'log-cut', msg: words })}\n`,
      );
    }
    const level = Number(/^\{"level":(\d+)/.exec(line)?.[1] ?? 0);
    if (level >= WARN && this.#fits(line, this.#maxBytes)) this.#append(line);
  }

  close(): void {
    if (this.#fd !== null) closeSync(this.#fd);
    this.#fd = null;
  }

  #fits(line: string, limit: number): boolean {
    return this.#bytes + Buffer.byteLength(line) <= limit;
  }

  #append(line: string): void {
    if (this.#fd === null) return;
    try {
      this.#bytes += writeSync(this.#fd, line);
    } catch {
      // No space left: the install must go on without its log.
    }
  }
}
