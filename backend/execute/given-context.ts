// SPDX-License-Identifier: Apache-2.0
import { RecordingRunner } from '../runner/recording-runner.ts';
import type { ActionContext } from './context.ts';
import { UndoStack } from './undo-stack.ts';

/** For tests: what an action may use, of a run that nobody cancels and that has no secrets, but for what is given. */
export function givenContext(given: Partial<ActionContext> = {}): ActionContext {
  return {
    runner: new RecordingRunner(),
    signal: new AbortController().signal,
    undo: new UndoStack(),
    log: () => undefined,
    secret: () => undefined,
    onBytes: () => undefined,
    ...given,
  };
}
