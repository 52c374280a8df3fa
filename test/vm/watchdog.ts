// SPDX-License-Identifier: Apache-2.0

/** How a machine ended by itself; "crash" is QEMU gone without a word of the guest. */
export type MachineEnd = 'poweroff' | 'reboot' | 'crash' | 'stopped';

/** Ends one wait early. */
interface Wait {
  readonly broken: (problem: string) => void;
  readonly ended: (how: MachineEnd) => void;
}

/**
 * Joins everything that ends a run early. Each wait of a test goes through it, so that a panic, a QEMU that is gone
 * or a deadline is an error at once, with evidence, and silence can never pass.
 */
export class Watchdog {
  readonly #ended = Promise.withResolvers<MachineEnd>();
  /**
   * Of the waits that are under way, and of no other: a promise that never ends keeps what was ever raced against it, with
   * the text of the console that each look had matched. A test of twenty minutes ran out of memory by that.
   */
  readonly #waits = new Set<Wait>();
  #problem: string | null = null;
  #end: MachineEnd | null = null;
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
    this.#problem ??= problem;
    for (const wait of this.#waits) wait.broken(this.#problem);
  }

  end(how: MachineEnd): void {
    this.#end ??= how;
    this.#ended.resolve(how);
    for (const wait of this.#waits) wait.ended(this.#end);
  }

  /** The value of the promise, or an error with evidence: broken, ended or later than the deadline (milliseconds). */
  async wait<T>(promise: Promise<T>, what: string, deadlineMs: number): Promise<T> {
    const lost = Promise.withResolvers<string>();
    const wait: Wait = {
      broken: (problem) => lost.resolve(`${problem} (while waiting for ${what})`),
      ended: (how) => lost.resolve(`the machine ended (${how}) before ${what}`),
    };
    const timer = setTimeout(() => {
      lost.resolve(`waited ${String(Math.round(deadlineMs / 1000))} s for ${what}`);
    }, deadlineMs);
    this.#waits.add(wait);
    if (this.#problem !== null) wait.broken(this.#problem);
    else if (this.#end !== null) wait.ended(this.#end);
    try {
      // The order matters: what is there already wins over a machine that ended right after.
      const first = await Promise.race([
        promise.then((value) => ({ value })),
        lost.promise.then((problem) => problem),
      ]);
      if (typeof first === 'string') throw await this.#explain(first);
      return first.value;
    } finally {
      clearTimeout(timer);
      this.#waits.delete(wait);
    }
  }

  /** Resolves with how the machine ended; a panic, an emergency shell or a deadline before that is an error. */
  async waitForEnd(deadlineMs: number): Promise<MachineEnd> {
    return this.wait(this.#ended.promise, 'the end of the machine', deadlineMs);
  }
}
