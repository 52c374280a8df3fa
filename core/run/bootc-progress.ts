// SPDX-License-Identifier: Apache-2.0
import { bootcPhase, parseBootcLine, type BootcPhase } from './bootc-lines.ts';
import type { StepDetail } from './step-detail.ts';

/**
 * Between which shares of the whole each phase can be, whatever the bytes say: an estimate that was too small does
 * not show 100 % while the image is still being fetched, one that was too large does not stay behind the loader.
 */
const bounds: Readonly<Record<BootcPhase, readonly [least: number, most: number]>> = {
  start: [0, 0.02],
  disk: [0.01, 0.04],
  'file-systems': [0.02, 0.1],
  image: [0.04, 0.95],
  loader: [0.7, 0.98],
  finish: [0.9, 0.99],
};
/** Where no line was understood: bytes alone, never the end. */
const unknown = [0, 0.99] as const;

/** mkfs.fat and the directories before the fetch write less than this, in bytes. */
const QUIET_BYTES = 16 * 1024 * 1024;

/** Where `bootc install` is, from its lines and from the bytes that went to the disk. */
export class BootcProgress {
  readonly #totalBytes: number;
  #phase: BootcPhase | null = null;
  /** The composefs backend fetches without a word: bytes after these lines can only be the image. */
  #beforeImage = false;
  #quietFrom = 0;
  #doneBytes = 0;

  /** totalBytes: what the whole command is expected to write. */
  constructor(totalBytes: number) {
    this.#totalBytes = totalBytes;
  }

  /** Takes one line of stdout or stderr. */
  line(text: string): void {
    const parsed = parseBootcLine(text);
    if (parsed === null) return;
    this.#beforeImage = parsed.phase === 'start' || parsed.detail === 'ESP';
    this.#quietFrom = this.#doneBytes;
    this.#enter(parsed.phase);
  }

  /** Takes what was written so far, in bytes; less than before is not believed. */
  bytes(doneBytes: number): void {
    this.#doneBytes = Math.max(this.#doneBytes, doneBytes);
    if (this.#beforeImage && this.#doneBytes > this.#quietFrom + QUIET_BYTES) this.#enter('image');
  }

  /** A phase that was left does not come back. */
  #enter(phase: BootcPhase): void {
    const order = bootcPhase.options;
    if (this.#phase === null || order.indexOf(phase) > order.indexOf(this.#phase)) this.#phase = phase;
  }

  /** Bytes written so far. */
  get doneBytes(): number {
    return this.#doneBytes;
  }

  /** Share of the command that is done, 0 to 0.99: only its end is the end. */
  get share(): number {
    const [least, most] = this.#phase === null ? unknown : bounds[this.#phase];
    const byBytes = this.#totalBytes <= 0 ? 0 : this.#doneBytes / this.#totalBytes;
    return Math.min(most, Math.max(least, byBytes));
  }

  /** What it is at, null until a line was understood. */
  get detail(): StepDetail | null {
    return this.#phase === null ? null : `bootc-${this.#phase}`;
  }
}
