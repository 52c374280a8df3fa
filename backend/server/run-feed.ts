// SPDX-License-Identifier: Apache-2.0
import type { Run } from '../../core/run/run.ts';

/** The newest snapshot of the run, and who wants to hear of the next ones. */
export class RunFeed {
  #now: Run = { state: 'idle' };
  readonly #listeners = new Set<(run: Run) => void>();

  get now(): Run {
    return this.#now;
  }

  publish(run: Run): void {
    this.#now = run;
    for (const listener of this.#listeners) listener(run);
  }

  /** Tells the newest snapshot at once and every later one; returns how to stop. */
  subscribe(listener: (run: Run) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#now);
    return () => this.#listeners.delete(listener);
  }
}
