// SPDX-License-Identifier: Apache-2.0
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod';
import { outcomeSchema, type Outcome } from './outcome.ts';

const stateSchema = z.object({ tree: z.string(), parts: z.record(z.string(), outcomeSchema) });

/**
 * Which parts of the long tests have passed for one state of the checkout, in a file, so that a run that was cut is
 * continued. What was noted for any other state of it is never used.
 */
export class LongState {
  readonly #file: string;
  readonly #tree: string;
  readonly #parts: Map<string, Outcome>;

  private constructor(file: string, tree: string, parts: Map<string, Outcome>) {
    this.#file = file;
    this.#tree = tree;
    this.#parts = parts;
  }

  /** Opens the state for a tree hash; with `fresh` nothing of before counts. */
  static async open(file: string, tree: string, fresh: boolean): Promise<LongState> {
    const before = fresh ? null : parseState(await readFile(file, 'utf8').catch(() => ''));
    const parts = before?.tree === tree ? Object.entries(before.parts) : [];
    return new LongState(file, tree, new Map(parts));
  }

  /** What a part came to when it passed; null when it has not. */
  passed(part: string): Outcome | null {
    return this.#parts.get(part) ?? null;
  }

  get size(): number {
    return this.#parts.size;
  }

  /** Notes that a part passed while the tree was `tree` all the time; false when that is another tree than the state's. */
  async note(part: string, outcome: Outcome, tree: string | null): Promise<boolean> {
    if (tree !== this.#tree) return false;
    this.#parts.set(part, outcome);
    await mkdir(dirname(this.#file), { recursive: true });
    const state = { tree: this.#tree, parts: Object.fromEntries(this.#parts) };
    await writeFile(`${this.#file}.new`, `${JSON.stringify(state, null, 2)}\n`);
    await rename(`${this.#file}.new`, this.#file);
    return true;
  }

  /** Everything has passed: the next run is a new one. */
  async forget(): Promise<void> {
    await rm(this.#file, { force: true });
  }
}

function parseState(text: string): z.infer<typeof stateSchema> | null {
  try {
    return stateSchema.parse(JSON.parse(text));
  } catch {
    return null; // none, or not ours: then everything is run
  }
}
