// SPDX-License-Identifier: Apache-2.0
import type { Phase, Step } from '../plan/step.ts';
import { phaseWeight } from './progress-weights.ts';
import { RemainingTime } from './remaining-time.ts';
import type { Progress } from './run.ts';
import type { StepDetail } from './step-detail.ts';

/** What is known of a step beside its bytes. */
export interface StepState {
  /** Share that is done, 0..1, where it is known better than from the bytes. */
  readonly share?: number;
  readonly detail?: StepDetail | null;
  /** Since the start of the run; without it no remaining time is told. */
  readonly elapsedMs?: number;
}

/** Weight of each step: bytes-measured steps carry their phase, the others share a tenth of it. */
function stepWeights(steps: readonly Step[]): number[] {
  const measured = (step: Step): boolean => step.kind === 'command' && step.progress !== undefined;
  const inPhase = (phase: Phase, isMeasured: boolean): number =>
    steps.filter((s) => s.phase === phase && measured(s) === isMeasured).length;
  return steps.map((step) => {
    const weight = phaseWeight[step.phase];
    const heavy = inPhase(step.phase, true);
    const light = inPhase(step.phase, false);
    if (heavy === 0) return weight / light;
    if (measured(step)) return (light === 0 ? weight : weight * 0.9) / heavy;
    return (weight * 0.1) / light;
  });
}

/** Turns "this step, that many bytes" into a bar that never runs backwards. */
export class ProgressTracker {
  readonly #steps: readonly Step[];
  readonly #weights: readonly number[];
  readonly #total: number;
  readonly #remaining = new RemainingTime();
  #highest = 0;

  constructor(steps: readonly Step[]) {
    this.#steps = steps;
    this.#weights = stepWeights(steps);
    this.#total = this.#weights.reduce((sum, weight) => sum + weight, 0);
  }

  /** Progress at a step; done/total are bytes of that step, null when unknown. */
  at(index: number, doneBytes: number | null, totalBytes: number | null, state: StepState = {}): Progress {
    const step = this.#steps[index];
    if (step === undefined) throw new RangeError(`no step ${index}`);
    const before = this.#weights.slice(0, index).reduce((sum, weight) => sum + weight, 0);
    const byBytes =
      doneBytes === null || totalBytes === null || totalBytes === 0 ? 0 : doneBytes / totalBytes;
    const share = Math.min(1, state.share ?? byBytes);
    const fraction = Math.min(1, (before + share * (this.#weights[index] ?? 0)) / this.#total);
    this.#highest = Math.max(this.#highest, fraction);
    return {
      phase: step.phase,
      stepId: step.id,
      title: step.title,
      fraction: this.#highest,
      doneBytes: doneBytes === null || totalBytes === null ? doneBytes : Math.min(doneBytes, totalBytes),
      totalBytes,
      detail: state.detail ?? null,
      remainingSeconds:
        state.elapsedMs === undefined ? null : this.#remaining.at(this.#highest, state.elapsedMs),
    };
  }
}
