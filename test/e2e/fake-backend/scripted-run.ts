// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import { errorIssue, type Issue } from '../../../core/issues/issue.ts';
import { describeStep } from '../../../core/plan/describe-plan.ts';
import type { Plan } from '../../../core/plan/plan.ts';
import type { DiskState, Phase, Step } from '../../../core/plan/step.ts';
import type { EndedRun, Run } from '../../../core/run/run.ts';
import { ProgressTracker } from '../../../core/run/track-progress.ts';

export interface ScriptOptions {
  readonly signal: AbortSignal;
  readonly onRun: (run: Run) => void;
  readonly log: (line: string) => void;
  /** Milliseconds a step takes; those whose bytes are counted take five times as long. */
  readonly stepMs: number;
  /** Wall clock of the run's report in milliseconds. */
  readonly durationMs: number;
}

interface Failure {
  readonly hits: (step: Step) => boolean;
  readonly issue: (step: Step) => Issue;
}

function commandFailed(step: Step, detail: string): Issue {
  const command = step.kind === 'command' ? step.argv.join(' ') : step.id;
  return errorIssue('command-failed', [], { step: step.title, command, detail });
}

/** Where the run of a disk with this model ends, and with what. */
const failures: Readonly<Record<string, Failure>> = {
  'FAIL-AT-VERIFY': {
    hits: ({ phase }) => phase === 'verify',
    issue: () =>
      errorIssue('image-damaged', ['image'], { what: 'layer 2 has another SHA-256 than its name' }),
  },
  'FAIL-AT-TABLE': {
    hits: ({ leaves }) => leaves === 'table-replaced',
    issue: (step) => commandFailed(step, 'sfdisk: cannot write: Input/output error'),
  },
  'FAIL-AT-MKFS': {
    hits: (step) => step.kind === 'command' && step.argv.includes('mkfs.ext4'),
    issue: (step) =>
      commandFailed(step, 'mkfs.ext4: Input/output error while writing out and closing file system'),
  },
  'FAIL-AT-IMPORT': {
    hits: (step) => step.phase === 'import' && step.kind === 'command' && step.progress !== undefined,
    issue: () => errorIssue('no-space', ['disk'], { where: '/run/particleos/target' }),
  },
  'FAIL-AT-LOADER': {
    hits: ({ phase, leaves }) => phase === 'boot' && leaves === undefined,
    issue: (step) => commandFailed(step, 'error: cannot find EFI directory'),
  },
  'FAIL-AT-PROOF': {
    hits: ({ phase }) => phase === 'proof',
    issue: () =>
      errorIssue('proof-failed', [], { what: 'BOOT/BOOTX64.EFI differs from the one in the image' }),
  },
};

/** At this sentinel a run goes so far and stays, so that it can be looked at and cancelled. */
const STOPS_AT: Phase = 'import';

const parts = 20;

/** Plays a run of a plan: its own steps, bar and disk states, by the real tracker; nothing is written. */
export async function scriptedRun(plan: Plan, options: ScriptOptions): Promise<EndedRun> {
  const { signal, onRun, log, stepMs, durationMs } = options;
  const tracker = new ProgressTracker(plan.steps);
  const model = plan.disk.model ?? '';
  const failure = failures[model];
  let disk: DiskState = 'untouched';
  const begun: Phase[] = [];
  const ended = (): Omit<Extract<EndedRun, { state: 'succeeded' }>, 'state' | 'warnings'> => ({
    durationMs,
    phases: begun.map((phase) => ({ phase, durationMs: Math.round(durationMs / begun.length), bytes: null })),
    disk,
    leftovers: model === 'LEAVES-A-MOUNT' ? ['/run/particleos/target is still mounted'] : [],
  });
  for (const [index, step] of plan.steps.entries()) {
    disk = step.leaves ?? disk;
    if (!begun.includes(step.phase)) begun.push(step.phase);
    for (const line of [`[${step.phase}] ${step.title}`, ...describeStep(step)]) log(line);
    const bytes = step.kind === 'command' && step.progress !== undefined ? step.progress.totalBytes : null;
    const pieces = bytes === null ? 1 : parts;
    for (let piece = 0; piece < pieces; piece += 1) {
      const elapsedMs = tracker.at(index, null, null).fraction * durationMs;
      const doneBytes = bytes === null ? null : Math.round((bytes * piece) / pieces);
      onRun({ state: 'running', progress: tracker.at(index, doneBytes, bytes, { elapsedMs }), disk });
      const stays =
        model === 'STOPS-HALFWAY' &&
        step.phase === STOPS_AT &&
        piece === Math.floor(pieces / 2) &&
        bytes !== null;
      await sleep(stays ? 3_600_000 : bytes === null ? stepMs : (stepMs * 5) / pieces, undefined, {
        signal,
      }).catch(() => null);
      if (signal.aborted) return { state: 'cancelled', stepId: step.id, ...ended() };
    }
    if (failure?.hits(step) === true) {
      const issue = failure.issue(step);
      log(`failed: ${issue.code} ${JSON.stringify(issue.params)}`);
      return { state: 'failed', stepId: step.id, issues: [issue], ...ended() };
    }
  }
  return { state: 'succeeded', warnings: [], ...ended() };
}
