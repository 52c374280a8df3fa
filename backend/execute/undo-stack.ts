// SPDX-License-Identifier: Apache-2.0

interface Entry {
  readonly what: string;
  readonly undo: () => Promise<void>;
}

/** What must be taken back, registered when the effect happens, run in reverse on success, failure and cancel alike. */
export class UndoStack {
  readonly #entries: Entry[] = [];

  /** Registers an undo; `what` names the leftover if it fails. */
  push(what: string, undo: () => Promise<void>): void {
    this.#entries.push({ what, undo });
  }

  /** Runs every undo, newest first, even when one fails. Returns what could not be undone. */
  async unwind(onError: (what: string, error: unknown) => void): Promise<string[]> {
    const leftovers: string[] = [];
    for (let entry = this.#entries.pop(); entry !== undefined; entry = this.#entries.pop()) {
      try {
        await entry.undo();
      } catch (error) {
        leftovers.push(entry.what);
        onError(entry.what, error);
      }
    }
    return leftovers;
  }
}
