// SPDX-License-Identifier: Apache-2.0

/** One finished phase of a build. */
export interface Phase {
  readonly name: string;
  /** Wall time in seconds. */
  readonly seconds: number;
  readonly bytes: number | null;
}

/** Runs the phases of a build and shows what each waits for. */
export class Phases {
  readonly done: Phase[] = [];
  readonly #show: (line: string) => void;
  readonly #prefix: string;

  constructor(prefix: string, show: (line: string) => void) {
    this.#prefix = prefix;
    this.#show = show;
  }

  /** Runs one phase; `note` shows what it does right now; the work returns the bytes it made, or null. */
  async run(name: string, work: (note: (line: string) => void) => Promise<number | null>): Promise<void> {
    const started = performance.now();
    const elapsed = (): number => Math.round((performance.now() - started) / 1000);
    this.#show(`${this.#prefix}: ${name} ...`);
    let last = '';
    const heartbeat = setInterval(
      () => this.#show(`${this.#prefix}: ${name}, ${elapsed()} s${last === '' ? '' : `: ${last}`}`),
      15_000,
    );
    try {
      const bytes = await work((line) => {
        last = line.slice(0, 100);
      });
      this.done.push({ name, seconds: Math.round((performance.now() - started) / 100) / 10, bytes });
    } finally {
      clearInterval(heartbeat);
    }
  }

  /** The table of what was done. */
  table(): string {
    return this.done
      .map(({ name, seconds, bytes }) => {
        const size = bytes === null ? '' : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
        return `  ${name.padEnd(34)} ${seconds.toFixed(1).padStart(8)} s ${size.padStart(14)}`;
      })
      .join('\n');
  }
}
