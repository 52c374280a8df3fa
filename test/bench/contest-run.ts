// SPDX-License-Identifier: Apache-2.0
import { runSchema } from '../../core/run/run.ts';

/** Seconds by phase of one run, in order. */
export type PhaseSeconds = ReadonlyMap<string, number>;

/** One install of one side. */
export interface ContestRun {
  /** Wall time in milliseconds by the guest's clock. */
  readonly ms: number;
  /** What the host's processors spent on it. */
  readonly processorSeconds: number;
  readonly phases: PhaseSeconds;
}

/**
 * Phases of an `apply --json` that took `ms` milliseconds in all. What no step accounts for stands around them:
 * "prepare" is to start, probe and plan, "undo" to unmount and clean up. Throws when the install did not succeed.
 */
export function oursPhases(json: string, ms: number): PhaseSeconds {
  const run = runSchema.parse(JSON.parse(json));
  if (run.state !== 'succeeded') throw new Error(`the install ended as ${run.state}`);
  const inSteps = run.phases.reduce((sum, { durationMs }) => sum + durationMs, 0);
  return new Map([
    ['prepare', (ms - run.durationMs) / 1000],
    ...run.phases.map(({ phase, durationMs }) => [phase, durationMs / 1000] as const),
    ['undo', (run.durationMs - inSteps) / 1000],
  ]);
}

/** Phases of a script that writes "phase NAME SECONDS" where one begins, and "phase end SECONDS". */
export function barePhases(text: string): PhaseSeconds {
  const begins = Array.from(text.matchAll(/^phase (\w+) ([\d.]+)$/gm), ([, name = '', seconds]) => ({
    name,
    at: Number(seconds),
  }));
  return new Map(
    begins.slice(0, -1).map(({ name, at }, index) => [name, (begins[index + 1]?.at ?? Number.NaN) - at]),
  );
}
