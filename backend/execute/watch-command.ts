// SPDX-License-Identifier: Apache-2.0
import type { ProgressMeasure, Step } from '../../core/plan/step.ts';
import { fillTemplate } from '../../core/plan/template.ts';
import { BootcProgress } from '../../core/run/bootc-progress.ts';
import type { StepState } from '../../core/run/track-progress.ts';
import type { CommandSpec } from '../runner/command.ts';
import { deviceWrittenBytes } from './device-io.ts';
import { processBytes } from './process-io.ts';

const POLL_MS = 500;

type Report = (doneBytes: number, totalBytes: number, state?: StepState) => void;
type Watched = Pick<Extract<Step, { kind: 'command' }>, 'progress' | 'phases'>;

/** How to read the counter of a measure; a disk's is relative to now, before the command begins. */
async function counterOf(
  measure: ProgressMeasure,
  values: ReadonlyMap<string, string>,
): Promise<(pid: number) => Promise<number | null>> {
  if (measure.by !== 'device-written') return (pid) => processBytes(pid, measure.by);
  const device = fillTemplate(measure.device, values);
  const start = await deviceWrittenBytes(device);
  return async () => {
    const now = await deviceWrittenBytes(device);
    return start === null || now === null ? null : now - start;
  };
}

/** Follows one command: reads its counter twice a second and its lines as they come, and reports both. */
export class CommandWatch {
  readonly #measure: ProgressMeasure;
  readonly #count: (pid: number) => Promise<number | null>;
  readonly #lines: BootcProgress | null;
  readonly #report: Report;
  #pid = 0;
  #timer: NodeJS.Timeout | undefined;
  #ended = false;

  private constructor(
    measure: ProgressMeasure,
    count: (pid: number) => Promise<number | null>,
    lines: BootcProgress | null,
    report: Report,
  ) {
    this.#measure = measure;
    this.#count = count;
    this.#lines = lines;
    this.#report = report;
  }

  /** A watch for a step that says how it is measured; undefined for any other. */
  static async of(
    { progress, phases }: Watched,
    context: { readonly values: ReadonlyMap<string, string>; readonly onBytes: Report },
  ): Promise<CommandWatch | undefined> {
    if (progress === undefined) return undefined;
    const lines = phases === undefined ? null : new BootcProgress(progress.totalBytes);
    return new CommandWatch(progress, await counterOf(progress, context.values), lines, context.onBytes);
  }

  /** What the runner is to call. */
  get hooks(): Pick<CommandSpec, 'onStart' | 'onLine'> {
    const lines = this.#lines;
    return {
      onStart: (pid) => {
        this.#pid = pid;
        this.#timer = setInterval(() => {
          void this.#poll();
        }, POLL_MS);
      },
      ...(lines === null
        ? {}
        : {
            onLine: (line) => {
              lines.line(line);
              this.#tell(lines.doneBytes);
            },
          }),
    };
  }

  async #poll(): Promise<void> {
    const bytes = await this.#count(this.#pid);
    if (bytes !== null) this.#tell(bytes);
  }

  #tell(bytes: number): void {
    // A reading that was under way when the command ended must not speak for the next step.
    if (this.#ended) return;
    const { totalBytes } = this.#measure;
    if (this.#lines === null) {
      this.#report(bytes, totalBytes);
      return;
    }
    this.#lines.bytes(bytes);
    const { doneBytes, share, detail } = this.#lines;
    this.#report(doneBytes, totalBytes, { share, detail });
  }

  /** The command succeeded: all of it is done. What went to a disk is told as it was measured, its total was a guess. */
  async end(): Promise<void> {
    const { by, totalBytes } = this.#measure;
    this.stop();
    const bytes = by === 'device-written' ? await this.#count(this.#pid) : totalBytes;
    if (bytes !== null) this.#report(bytes, bytes, { share: 1 });
  }

  /** Reads no more. */
  stop(): void {
    this.#ended = true;
    clearInterval(this.#timer);
  }
}
