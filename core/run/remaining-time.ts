// SPDX-License-Identifier: Apache-2.0

/** Before this much is done an estimate says nothing. */
const LEAST_FRACTION = 0.05;
const LEAST_MS = 5000;
/** An estimate this many times larger than what is shown: what is shown is wrong. */
const TOO_WRONG = 2;

/** How long a run still takes, from the share that is done: what is shown never grows. */
export class RemainingTime {
  #shownMs = Infinity;

  /** Whole seconds, null while nobody can know. elapsedMs: since the start of the run. */
  at(fraction: number, elapsedMs: number): number | null {
    if (fraction < LEAST_FRACTION || elapsedMs < LEAST_MS) return null;
    const estimateMs = (elapsedMs * (1 - fraction)) / fraction;
    this.#shownMs = Math.min(this.#shownMs, estimateMs);
    // It went slower than before: rather nothing than a number that is known to be wrong, or one that grows.
    if (estimateMs > this.#shownMs * TOO_WRONG + LEAST_MS) return null;
    return Math.ceil(this.#shownMs / 1000);
  }
}
