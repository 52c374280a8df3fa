// SPDX-License-Identifier: Apache-2.0
import type { Run } from '../../../core/run/run.ts';

export type UnhappyRun = Extract<Run, { state: 'failed' | 'cancelled' }>;

/** The code that names what happened, e.g. "command-failed". */
export function codeOf(run: UnhappyRun): string {
  return run.state === 'cancelled' ? 'cancelled' : (run.issues[0]?.code ?? 'internal');
}

/** What a helper needs first, short enough for a code that a phone reads off a screen. No name and no secret is in it. */
export function supportText(run: UnhappyRun): string {
  return [
    'ParticleOS installer',
    `code ${codeOf(run)}`,
    `step ${run.stepId}`,
    `disk ${run.disk}`,
    `after ${Math.round(run.durationMs / 1000)} s`,
  ].join('\n');
}
