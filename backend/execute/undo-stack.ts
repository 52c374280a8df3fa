// SPDX-License-Identifier: Apache-2.0

/** How what is undone ended. */
export type Outcome = 'succeeded' | 'failed' | 'cancelled';
type Undo = (outcome: Outcome) => Promise<void>;

interface Entry {
  readonly what: string;
  readonly undo: Undo;
}

/** What must be taken back, registered when the effect happens, run in reverse on success, failure and cancel alike. */
export class UndoStack {
  readonly #entries: Entry[] = [];

  /** Registers an undo; `what` names the leftover if it fails. */
  push(what: string, undo: Undo): void {
    this.#entries.push({ what, undo });
  }

  /** Runs every undo, newest first, even when one fails. Returns what could not be undone. */
  async unwind(
    onError: (what: string, error: unknown) => void,
    outcome: Outcome = 'succeeded',
  ): Promise<string[]> {
    const leftovers: string[] = [];
    for (let entry = this.#entries.pop(); entry !== undefined; entry = this.#entries.pop()) {
      try {
        await entry.undo(outcome);
      } catch (error) {
        leftovers.push(entry.what);
        onError(entry.what, error);
      }
    }
    return leftovers;
  }
}
