// SPDX-License-Identifier: Apache-2.0

/** How a machine ended by itself; "crash" is QEMU gone without a word of the guest. */
export type MachineEnd = 'poweroff' | 'reboot' | 'crash' | 'stopped';

/**
 * Joins everything that ends a run early. Each wait of a test goes through it, so that a panic, a QEMU that is gone
 * or a deadline is an error at once, with evidence, and silence can never pass.
 */
export class Watchdog {
  readonly #broken = Promise.withResolvers<string>();
  readonly #ended = Promise.withResolvers<MachineEnd>();
  readonly #explain: (problem: string) => Promise<Error>;

  constructor(explain: (problem: string) => Promise<Error>) {
    this.#explain = explain;
  }

  /** Resolves when QEMU is gone and all it wrote was read. */
  get ended(): Promise<MachineEnd> {
    return this.#ended.promise;
  }

  /** The run is lost; the first problem wins. */
  fail(problem: string): void {
    this.#broken.resolve(problem);
  }

  end(how: MachineEnd): void {
    this.#ended.resolve(how);
  }

  /** The value of the promise, or an error with evidence: broken, ended or later than the deadline (milliseconds). */
  async wait<T>(promise: Promise<T>, what: string, deadlineMs: number): Promise<T> {
    const late = Promise.withResolvers<string>();
    const timer = setTimeout(() => {
      late.resolve(`waited ${String(Math.round(deadlineMs / 1000))} s for ${what}`);
    }, deadlineMs);
    try {
      // The order matters: what is there already wins over a machine that ended right after.
      const first = await Promise.race([
        promise.then((value) => ({ value })),
        this.#broken.promise.then((problem) => `${problem} (while waiting for ${what})`),
        this.#ended.promise.then((how) => `the machine ended (${how}) before ${what}`),
        late.promise,
      ]);
      if (typeof first === 'string') throw await this.#explain(first);
      return first.value;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Resolves with how the machine ended; a panic, an emergency shell or a deadline before that is an error. */
  async waitForEnd(deadlineMs: number): Promise<MachineEnd> {
    return this.wait(this.#ended.promise, 'the end of the machine', deadlineMs);
  }
}
