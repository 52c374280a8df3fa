// SPDX-License-Identifier: Apache-2.0
import type { Duplex } from 'node:stream';
import type { Watchdog } from './watchdog.ts';

/**
 * The virtio-serial port from inside the guest: lines, of which one may be a token. What the guest wrote before its
 * token is the report; a report without the token of this run does not exist.
 */
export class ReportPort {
  readonly #stream: Duplex;
  readonly #watchdog: Watchdog;
  readonly #lines: string[] = [];
  readonly #watchers = new Set<(line: string) => void>();
  #partial = '';
  #notify = Promise.withResolvers<undefined>();

  constructor(stream: Duplex, watchdog: Watchdog) {
    this.#stream = stream;
    this.#watchdog = watchdog;
    const decoder = new TextDecoder();
    stream.on('error', () => undefined);
    stream.on('data', (chunk: Buffer) => {
      const lines = (this.#partial + decoder.decode(chunk, { stream: true })).split('\n');
      this.#partial = lines.pop() ?? '';
      this.#lines.push(...lines);
      if (lines.length === 0) return;
      for (const line of lines) for (const watcher of this.#watchers) watcher(line);
      this.#notify.resolve(undefined);
      this.#notify = Promise.withResolvers<undefined>();
    });
  }

  /** Calls back for each whole line from now on; returns how to stop that. */
  onLine(watcher: (line: string) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Sends text to whoever reads the port in the guest. */
  send(text: string): void {
    this.#stream.write(text);
  }

  /** The lines before the token line; an error after the deadline (milliseconds) or when the run is lost. */
  async waitForToken(token: string, deadlineMs: number): Promise<string[]> {
    const found = async (): Promise<void> => {
      while (!this.#lines.includes(token)) await this.#notify.promise;
    };
    await this.#watchdog.wait(found(), 'the report from inside the guest', deadlineMs);
    // Taken out after the wait: one that was given up must not take what the next one waits for.
    const index = this.#lines.indexOf(token);
    return this.#lines.splice(0, index + 1).slice(0, index);
  }
}
