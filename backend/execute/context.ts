// SPDX-License-Identifier: Apache-2.0
import type { Runner } from '../runner/command.ts';
import type { UndoStack } from './undo-stack.ts';

/** Where records of a run go: structured, one line each, without secrets. */
export type RunLog = (record: Readonly<Record<string, unknown>> & { event: string }) => void;

/** What an action may use. */
export interface ActionContext {
  readonly runner: Runner;
  readonly signal: AbortSignal;
  readonly undo: UndoStack;
  readonly log: RunLog;
  /** A secret by its name; undefined when it was not handed over. */
  readonly secret: (name: string) => string | undefined;
  /** Hands a secret that the run made to whoever asked for the run; absent: nobody there takes one. */
  readonly keepSecret?: ((name: string, value: string) => void) | undefined;
  /** Reports bytes of a long action. */
  readonly onBytes: (doneBytes: number, totalBytes: number) => void;
}

/** Does one named thing; the returned text can be captured. Throws IssueError for what a person can understand. */
export type Action = (params: Readonly<Record<string, unknown>>, context: ActionContext) => Promise<string>;
export type Actions = Readonly<Record<string, Action>>;
