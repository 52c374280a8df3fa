// SPDX-License-Identifier: Apache-2.0
import { open, type FileHandle } from 'node:fs/promises';
import type { Runner } from '../../../backend/runner/command.ts';
import { makeEmptyDisk } from '../disk-images.ts';
import type { Crash } from './choose-crash.ts';
import { readWriteLog, type WriteEntry } from './write-log.ts';

const CHUNK_BYTES = 4 * 1024 * 1024;
const HOLE_DEADLINE_MS = 600_000;

interface Saved {
  readonly offset: number;
  readonly bytes: Buffer;
}

/**
 * One raw disk that is brought forward through a log of writes, from crash to crash: nothing is copied for a crash but
 * what was not flushed yet, and that is taken back afterwards. Crashes must come in the order of their `durable`.
 */
export class CrashDisk implements AsyncDisposable {
  readonly path: string;
  readonly entries: readonly WriteEntry[];
  readonly #runner: Runner;
  readonly #disk: FileHandle;
  readonly #log: FileHandle;
  #applied = 0;

  private constructor(
    path: string,
    entries: readonly WriteEntry[],
    parts: { readonly runner: Runner; readonly disk: FileHandle; readonly log: FileHandle },
  ) {
    this.path = path;
    this.entries = entries;
    this.#runner = parts.runner;
    this.#disk = parts.disk;
    this.#log = parts.log;
  }

  /** Makes an empty disk, as it was when the recording began. */
  static async make(
    runner: Runner,
    options: { readonly path: string; readonly sizeBytes: number; readonly log: string },
  ): Promise<CrashDisk> {
    const log = await open(options.log, 'r');
    const entries = await readWriteLog(async (offset, length) => {
      const { buffer, bytesRead } = await log.read(Buffer.alloc(length), 0, length, offset);
      return buffer.subarray(0, bytesRead);
    });
    const disk = await open(await makeEmptyDisk(options.path, options.sizeBytes), 'r+');
    return new CrashDisk(options.path, entries, { runner, disk, log });
  }

  /** What a request writes. */
  async dataOf({ dataOffset, sizeBytes }: WriteEntry): Promise<Buffer> {
    const { buffer } = await this.#log.read(Buffer.alloc(sizeBytes), 0, sizeBytes, dataOffset);
    return buffer;
  }

  /** The disk as it is after a crash, for as long as `use` works with it; it may read it, and lay an overlay on top. */
  async at<T>(crash: Crash, use: (path: string) => Promise<T>): Promise<T> {
    await this.#advance(crash.durable);
    const saved: Saved[] = [];
    try {
      for (const { entry, pieces } of crash.survived)
        for (const { startBytes, endBytes } of pieces)
          saved.push(await this.#overwrite(this.#entry(entry), startBytes, endBytes));
      await this.#disk.datasync();
      return await use(this.path);
    } finally {
      for (const { offset, bytes } of saved.toReversed())
        await this.#disk.write(bytes, 0, bytes.length, offset);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#disk.close();
    await this.#log.close();
  }

  #entry(index: number): WriteEntry {
    const entry = this.entries[index];
    if (entry === undefined) throw new RangeError(`the log has no entry ${index}`);
    return entry;
  }

  async #advance(to: number): Promise<void> {
    if (to < this.#applied) throw new RangeError(`the disk is past entry ${to} already`);
    for (; this.#applied < to; this.#applied += 1) {
      const entry = this.#entry(this.#applied);
      if (entry.discard) await this.#punch(entry);
      else if (!entry.mark) await this.#copy(entry, 0, entry.sizeBytes);
    }
  }

  async #copy(entry: WriteEntry, startBytes: number, endBytes: number): Promise<void> {
    for (let at = startBytes; at < endBytes; at += CHUNK_BYTES) {
      const length = Math.min(CHUNK_BYTES, endBytes - at);
      // The log is sparse where zeros were written; its end may be missing then.
      const { buffer } = await this.#log.read(Buffer.alloc(length), 0, length, entry.dataOffset + at);
      await this.#disk.write(buffer, 0, length, entry.offsetBytes + at);
    }
  }

  async #overwrite(entry: WriteEntry, startBytes: number, endBytes: number): Promise<Saved> {
    const offset = entry.offsetBytes + startBytes;
    const length = endBytes - startBytes;
    const { buffer: bytes } = await this.#disk.read(Buffer.alloc(length), 0, length, offset);
    await this.#copy(entry, startBytes, endBytes);
    return { offset, bytes };
  }

  /** mkfs discards whole partitions: zeros would take their room. */
  async #punch({ offsetBytes, sizeBytes }: WriteEntry): Promise<void> {
    if (sizeBytes === 0) return;
    const where = [`--offset=${offsetBytes}`, `--length=${sizeBytes}`];
    const argv = ['fallocate', '--punch-hole', ...where, this.path] as const;
    await this.#runner.run({ argv, timeoutMs: HOLE_DEADLINE_MS });
  }
}
