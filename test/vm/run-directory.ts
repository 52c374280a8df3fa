// SPDX-License-Identifier: Apache-2.0
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { quoteArgv } from '../../backend/runner/command.ts';

const ROOT = fileURLToPath(new URL('../../out/vm', import.meta.url));

/** What one run leaves behind: out/vm/NAME, emptied at the next run of that name. */
export class RunDirectory {
  readonly path: string;
  #screenshots = 0;

  private constructor(path: string) {
    this.path = path;
  }

  static async make(name: string): Promise<RunDirectory> {
    if (!/^[\w.-]+$/.test(name)) throw new Error(`not a run name: ${name}`);
    const path = join(ROOT, name);
    await rm(path, { recursive: true, force: true });
    await mkdir(path, { recursive: true });
    return new RunDirectory(path);
  }

  file(name: string): string {
    return join(this.path, name);
  }

  /** A name for the next screenshot: they stay in the order they were taken. */
  nextScreenshot(what: string): string {
    this.#screenshots++;
    return this.file(`screen-${String(this.#screenshots).padStart(2, '0')}-${what}.png`);
  }

  async writeCommand(argv: readonly string[]): Promise<void> {
    await writeFile(this.file('qemu.txt'), `${quoteArgv(argv)}\n`);
  }

  async writeJson(name: string, value: unknown): Promise<void> {
    await writeFile(this.file(name), `${JSON.stringify(value, null, 2)}\n`);
  }
}
