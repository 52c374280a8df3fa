// SPDX-License-Identifier: Apache-2.0
import { createWriteStream, type WriteStream } from 'node:fs';
import type { Duplex } from 'node:stream';
import { findFatal, type FatalName } from './fatal-patterns.ts';
import { TerminalText } from './terminal-text.ts';
import type { Watchdog } from './watchdog.ts';

export interface SerialOptions {
  /** Everything that arrives, as bytes, goes to this file too. */
  readonly logPath: string;
  /** Patterns that are no end of this run, e.g. a test that wants the GRUB prompt. */
  readonly ignoreFatal?: readonly FatalName[];
}

interface Waiter {
  readonly pattern: RegExp;
  readonly resolve: (match: RegExpExecArray) => void;
}

/** How far back a fatal pattern may begin: a prompt can arrive in pieces. */
const OVERLAP_CHARS = 200;
const KEY_DELAY_MS = 20;

/** A console of the machine. What was matched is consumed: the next expect looks at what came after. */
export class SerialConsole {
  readonly #stream: Duplex;
  readonly #log: WriteStream;
  readonly #watchdog: Watchdog;
  readonly #ignored: readonly FatalName[];
  readonly #terminal = new TerminalText();
  readonly #watchers = new Set<(line: string) => void>();
  readonly #waiters: Waiter[] = [];
  #text = '';
  #consumed = 0;
  #lineStart = 0;

  constructor(stream: Duplex, watchdog: Watchdog, options: SerialOptions) {
    this.#stream = stream;
    this.#watchdog = watchdog;
    this.#ignored = options.ignoreFatal ?? [];
    this.#log = createWriteStream(options.logPath);
    stream.on('data', (chunk: Buffer) => {
      this.#log.write(chunk);
      this.#take(this.#terminal.push(chunk));
    });
    stream.on('close', () => this.#log.end());
    // A QEMU that is gone is noticed by its exit, which says more than ECONNRESET.
    stream.on('error', () => undefined);
  }

  /** All text so far, without escape sequences. */
  get text(): string {
    return this.#text;
  }

  /** The last lines that are not empty. */
  tail(count: number): string[] {
    return this.#text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .slice(-count);
  }

  /** Calls back for each whole line from now on; returns how to stop that. */
  onLine(watcher: (line: string) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Waits for text that was not consumed yet; an error after the deadline (milliseconds) or when the run is lost. */
  async expect(pattern: RegExp, deadlineMs: number): Promise<RegExpExecArray> {
    const { promise, resolve } = Promise.withResolvers<RegExpExecArray>();
    const waiter = { pattern, resolve };
    this.#waiters.push(waiter);
    this.#serve();
    try {
      return await this.#watchdog.wait(promise, `${String(pattern)} on the console`, deadlineMs);
    } finally {
      const index = this.#waiters.indexOf(waiter);
      if (index !== -1) this.#waiters.splice(index, 1);
    }
  }

  /** Sends text at once; "\r" is the Enter key. */
  send(text: string): void {
    this.#stream.write(text);
  }

  /** Sends text key by key, for firmware and GRUB, which lose keys that come faster than they poll. */
  async type(text: string): Promise<void> {
    for (const key of text) {
      this.#stream.write(key);
      await new Promise((resolve) => setTimeout(resolve, KEY_DELAY_MS));
    }
  }

  #take(piece: string): void {
    if (piece === '') return;
    const before = this.#text.length;
    this.#text += piece;
    for (let end = this.#text.indexOf('\n', Math.max(before, this.#lineStart)); end !== -1;) {
      const line = this.#text.slice(this.#lineStart, end);
      this.#lineStart = end + 1;
      for (const watcher of this.#watchers) watcher(line);
      end = this.#text.indexOf('\n', this.#lineStart);
    }
    // From a line start, else a "^" in a pattern would match in the middle of a line.
    const from = this.#text.lastIndexOf('\n', Math.max(0, before - OVERLAP_CHARS)) + 1;
    this.#serve();
    const fatal = findFatal(this.#text.slice(from), this.#ignored);
    if (fatal !== null) this.#watchdog.fail(fatal);
  }

  #serve(): void {
    for (let waiter = this.#waiters[0]; waiter !== undefined; waiter = this.#waiters[0]) {
      const match = waiter.pattern.exec(this.#text.slice(this.#consumed));
      if (match === null) return;
      this.#consumed += match.index + match[0].length;
      this.#waiters.shift();
      waiter.resolve(match);
    }
  }
}
