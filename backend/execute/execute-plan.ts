// SPDX-License-Identifier: Apache-2.0
import type { Issue } from '../../core/issues/issue.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { DiskState, Phase } from '../../core/plan/step.ts';
import type { EndedRun, Run } from '../../core/run/run.ts';
import { ProgressTracker, type StepState } from '../../core/run/track-progress.ts';
import type { Runner } from '../runner/command.ts';
import type { Actions, RunLog } from './context.ts';
import { explainFailure } from './explain-failure.ts';
import { runStep, type StepContext } from './run-step.ts';
import { UndoStack, type Outcome } from './undo-stack.ts';

/** Is told how far a run got, in order, before it goes on. Never throws. */
export interface StepJournal {
  /** A step is about to begin; the disk is in that state from then on. */
  readonly step: (id: string, disk: DiskState) => Promise<void>;
  /** A step is done. */
  readonly done: (id: string) => Promise<void>;
}

export interface ExecuteOptions {
  readonly runner: Runner;
  readonly actions: Actions;
  readonly secret: (name: string) => string | undefined;
  /** Takes what the run makes and must not log; from then on `secret` has it, too. Absent: such a step fails. */
  readonly keepSecret?: (name: string, value: string) => void;
  /** Aborting cancels: the running command is ended, then everything is undone. */
  readonly signal: AbortSignal;
  readonly log: RunLog;
  /** Called with a complete snapshot at every change. */
  readonly onRun: (run: Run) => void;
  readonly journal?: StepJournal;
  /** What an earlier run that this one goes on with left on the disk; absent: it begins. */
  readonly before?: DiskState;
}

interface PhaseTime {
  phase: Phase;
  durationMs: number;
  bytes: number | null;
}

/** Adds up seconds and bytes by phase. */
class PhaseTable {
  readonly rows: PhaseTime[] = [];

  add(phase: Phase, durationMs: number, bytes: number | null): void {
    const row = this.rows.find((candidate) => candidate.phase === phase);
    if (row === undefined) this.rows.push({ phase, durationMs, bytes });
    else {
      row.durationMs += durationMs;
      if (bytes !== null) row.bytes = (row.bytes ?? 0) + bytes;
    }
  }
}

/**
 * Executes a plan step by step. Never throws: the result is a succeeded, failed or cancelled run that says
 * what state the disk is in. Undo runs in reverse in every case; a leftover turns success into failure.
 */
export async function executePlan(plan: Pick<Plan, 'steps'>, options: ExecuteOptions): Promise<EndedRun> {
  const started = performance.now();
  const undo = new UndoStack();
  const tracker = new ProgressTracker(plan.steps);
  const table = new PhaseTable();
  const warnings: Issue[] = [];
  let disk: DiskState = 'untouched';
  /** Of the disk, not of this run: what it has not written to is as the run before has left it. */
  const diskNow = (): DiskState => (disk === 'untouched' ? (options.before ?? disk) : disk);
  let stepId = '';
  let failure: Issue | null = null;
  const values = new Map<string, string>();
  for (const [index, step] of plan.steps.entries()) {
    if (options.signal.aborted) break;
    stepId = step.id;
    disk = step.leaves ?? disk;
    const stepStarted = performance.now();
    let bytes: number | null = null;
    const show = (done: number | null, total: number | null, state: StepState = {}): void => {
      const elapsedMs = performance.now() - started;
      const progress = tracker.at(index, done, total, { ...state, elapsedMs });
      options.onRun({ state: 'running', progress, disk: diskNow() });
    };
    show(null, null);
    options.log({ event: 'step', step: step.id, title: step.title, disk });
    const context: StepContext = {
      ...options,
      undo,
      values,
      onBytes: (done, total, state) => {
        bytes = state?.estimate === true ? done : Math.min(done, total);
        show(done, total, state);
      },
    };
    try {
      await options.journal?.step(step.id, disk);
      await runStep(step, context);
      await options.journal?.done(step.id);
    } catch (error) {
      const issue = explainFailure(error, step.title);
      options.log({
        event: 'step-failed',
        step: step.id,
        issue,
        detail: error instanceof Error ? error.message : String(error),
      });
      if (step.kind === 'command' && step.optional === true && !options.signal.aborted) {
        warnings.push({ ...issue, severity: 'warning' });
      } else {
        failure = issue;
        break;
      }
    } finally {
      table.add(step.phase, performance.now() - stepStarted, bytes);
    }
  }
  const outcome: Outcome = options.signal.aborted ? 'cancelled' : failure === null ? 'succeeded' : 'failed';
  const leftovers = await undo.unwind((what, error) => {
    options.log({
      event: 'undo-failed',
      what,
      detail: error instanceof Error ? error.message : String(error),
    });
  }, outcome);
  const common = { durationMs: performance.now() - started, phases: table.rows, disk: diskNow(), leftovers };
  const run = endedRun({ cancelled: options.signal.aborted, failure, stepId, warnings, common });
  options.log({ event: 'end', run });
  options.onRun(run);
  return run;
}

function endedRun(end: {
  cancelled: boolean;
  failure: Issue | null;
  stepId: string;
  warnings: Issue[];
  common: Pick<EndedRun, 'durationMs' | 'phases' | 'disk' | 'leftovers'>;
}): EndedRun {
  const { common, stepId } = end;
  if (end.cancelled) return { state: 'cancelled', stepId, ...common };
  if (end.failure !== null) return { state: 'failed', stepId, issues: [end.failure], ...common };
  if (common.leftovers.length > 0) {
    const issue: Issue = {
      code: 'leftovers',
      severity: 'error',
      path: [],
      params: { what: common.leftovers.join('; ') },
    };
    return { state: 'failed', stepId, issues: [issue], ...common };
  }
  return { state: 'succeeded', warnings: end.warnings, ...common };
}
