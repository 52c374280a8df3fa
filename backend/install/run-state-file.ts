// SPDX-License-Identifier: Apache-2.0
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runSchema, type Run } from '../../core/run/run.ts';

/** Writes each snapshot whole, so that `status` never reads half of one. */
export class RunStateFile {
  readonly #path: string;
  #writing: Promise<void> = Promise.resolve();

  constructor(directory: string) {
    this.#path = join(directory, 'run.json');
  }

  /** Queues one snapshot; await `settled` before leaving. */
  write(run: Run): void {
    this.#writing = this.#writeAfter(this.#writing, JSON.stringify(run));
  }

  async #writeAfter(before: Promise<void>, text: string): Promise<void> {
    await before;
    try {
      await writeFile(`${this.#path}.new`, text, { mode: 0o644 });
      await rename(`${this.#path}.new`, this.#path);
    } catch {
      // A full /run must not end an install: who reads the state has an older one for a moment.
    }
  }

  /** Resolves when every queued snapshot is written. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  /** The last snapshot; idle when there is none. */
  async read(): Promise<Run> {
    try {
      return runSchema.parse(JSON.parse(await readFile(this.#path, 'utf8')));
    } catch {
      return { state: 'idle' };
    }
  }
}
