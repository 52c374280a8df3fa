// SPDX-License-Identifier: Apache-2.0
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import type { Disk } from './machine-options.ts';
import { mediumKey, outputDirectory, testMedium } from './medium.ts';

/**
 * What a part of a test file leaves to its later parts beside its disks. With PARTICLEOS_KEEP_DISKS set it stays after the
 * run, so that a late part that failed can be run again alone, by `-t`, and nothing is installed anew for it.
 */
export class LeftBehind<T> {
  readonly #note: string;
  readonly #schema: z.ZodType<T>;

  constructor(name: string, schema: z.ZodType<T>) {
    this.#note = join(outputDirectory, 'left', `${name}.json`);
    this.#schema = schema;
  }

  /** Called when the disks are as the note says. */
  async leave(value: T): Promise<void> {
    await mkdir(dirname(this.#note), { recursive: true });
    await writeFile(this.#note, JSON.stringify({ medium: await mediumKey(await testMedium()), value }));
  }

  /** An error when no part before has left a note, or one with another ISO has. */
  async read(): Promise<T> {
    const text = await readFile(this.#note, 'utf8').catch(() => 'null');
    const schema = z.object({ medium: z.literal(await mediumKey(await testMedium())), value: this.#schema });
    const { data } = schema.safeParse(JSON.parse(text));
    if (data === undefined)
      throw new Error(`the parts before this one were not run with this ISO: ${this.#note}`);
    return data.value;
  }

  /** Removes the note and the disks, unless they are to be kept. */
  async drop(disks: readonly Pick<Disk, 'path'>[]): Promise<void> {
    await dropDisks([{ path: this.#note }, ...disks]);
  }
}

/** Removes disks, unless they are to be kept for another run. */
export async function dropDisks(disks: readonly Pick<Disk, 'path'>[]): Promise<void> {
  if (process.env['PARTICLEOS_KEEP_DISKS'] !== undefined) return;
  for (const { path } of disks) await rm(path, { force: true });
}
