// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { IssueError } from '../../core/issues/issue-error.ts';
import { errorIssue } from '../../core/issues/issue.ts';

/**
 * Secrets of one run by name, in memory only; disposed at its end (`using`), which overwrites the buffers.
 * JavaScript strings handed out by get() cannot be overwritten, so they are made as late as possible.
 */
export class SecretStore implements Disposable {
  readonly #values = new Map<string, Buffer>();

  /**
   * From "NAME=FILE" and "NAME=fd:N" (an open file descriptor, read to its end).
   * Throws IssueError secret-missing when one is malformed or cannot be read.
   */
  static async fromArguments(texts: readonly string[]): Promise<SecretStore> {
    const store = new SecretStore();
    try {
      for (const text of texts) {
        const at = text.indexOf('=');
        if (at < 1) throw missing(text);
        const name = text.slice(0, at);
        store.#put(name, await readSecret(name, text.slice(at + 1)));
      }
    } catch (error) {
      store[Symbol.dispose]();
      throw error;
    }
    return store;
  }

  /** Keeps a value that was made here, e.g. a password's hash. */
  set(name: string, value: string): void {
    this.#put(name, Buffer.from(value));
  }

  /** The same secrets in buffers of its own: what a run adds and wipes is not ours. */
  copy(): SecretStore {
    const store = new SecretStore();
    for (const [name, value] of this.#values) store.#put(name, Buffer.from(value));
    return store;
  }

  get isEmpty(): boolean {
    return this.#values.size === 0;
  }

  get(name: string): string | undefined {
    return this.#values.get(name)?.toString('utf8');
  }

  /** Gives a secret away: it is wiped here, so that it can be had once. */
  take(name: string): string | undefined {
    const value = this.get(name);
    this.#values.get(name)?.fill(0);
    this.#values.delete(name);
    return value;
  }

  /** All values, for the guard of the log. */
  values(): string[] {
    return [...this.#values.values()].map((value) => value.toString('utf8'));
  }

  #put(name: string, value: Buffer): void {
    this.#values.get(name)?.fill(0);
    this.#values.set(name, value);
  }

  [Symbol.dispose](): void {
    for (const value of this.#values.values()) value.fill(0);
    this.#values.clear();
  }
}

function missing(name: string): IssueError {
  return new IssueError(errorIssue('secret-missing', [], { name }));
}

async function readSecret(name: string, source: string): Promise<Buffer> {
  const descriptor = /^fd:(\d{1,4})$/.exec(source)?.[1];
  let bytes: Buffer;
  try {
    bytes = descriptor === undefined ? await readFile(source) : readFileSync(Number(descriptor));
  } catch {
    throw missing(name);
  }
  const kept = withoutNewline(bytes);
  if (kept.length === 0) throw missing(name);
  return kept;
}

/** Editors and echo(1) end a file with a newline that is no part of the secret. Shares the memory, so one fill clears both. */
function withoutNewline(bytes: Buffer): Buffer {
  if (bytes.at(-1) !== 0x0a) return bytes;
  return bytes.subarray(0, bytes.at(-2) === 0x0d ? -2 : -1);
}
