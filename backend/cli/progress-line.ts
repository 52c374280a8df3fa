// SPDX-License-Identifier: Apache-2.0
import type { EndedRun, Run } from '../../core/run/run.ts';
import { diskStateWords } from '../../core/run/disk-state-words.ts';
import { formatBytes } from '../../core/issues/format-bytes.ts';
import { issueLine } from '../../core/issues/render-issue.ts';
import { LOG_PREFIX, type Output } from './output.ts';

const BAR_WIDTH = 24;
/** Without a terminal, a line at each step and every this many percent. */
const PERCENT_STEP = 5;

/** Shows a run: one redrawn line on a terminal, plain lines elsewhere (serial console, log). */
export class ProgressLine {
  readonly #output: Output;
  readonly #terminal: boolean;
  #lastStep = '';
  #lastPercent = -PERCENT_STEP;

  constructor(output: Output, terminal: boolean) {
    this.#output = output;
    this.#terminal = terminal;
  }

  /** Shows one snapshot. */
  show(run: Run): void {
    if (run.state !== 'running') return;
    const { fraction, title, stepId, doneBytes, totalBytes } = run.progress;
    const percent = Math.floor(fraction * 100);
    const bytes =
      doneBytes === null || totalBytes === null
        ? ''
        : ` ${formatBytes(doneBytes)} of ${formatBytes(totalBytes)}`;
    const text = `${String(percent).padStart(3)}%  ${title}${bytes}`;
    if (this.#terminal) {
      const full = Math.round(fraction * BAR_WIDTH);
      this.#output.err(`\r\u001B[K[${'#'.repeat(full)}${'.'.repeat(BAR_WIDTH - full)}] ${text}`);
      return;
    }
    if (stepId === this.#lastStep && percent < this.#lastPercent + PERCENT_STEP) return;
    this.#lastStep = stepId;
    this.#lastPercent = percent;
    this.#output.err(`${LOG_PREFIX}${text}\n`);
  }

  /** The end in words: the table of phases, and after a failure what state the disk is in. */
  end(run: EndedRun, logFile: string): void {
    if (this.#terminal) this.#output.err('\r\u001B[K');
    const lines = run.phases.map((row) => {
      const bytes = row.bytes === null ? '' : formatBytes(row.bytes);
      return `  ${row.phase.padEnd(10)} ${(row.durationMs / 1000).toFixed(1).padStart(8)} s ${bytes.padStart(12)}`;
    });
    this.#output.err(
      `${LOG_PREFIX}${run.state} after ${(run.durationMs / 1000).toFixed(1)} s\n${lines.join('\n')}\n`,
    );
    if (run.state === 'succeeded')
      for (const issue of run.warnings) this.#output.err(`${issueLine(issue)}\n`);
    else {
      if (run.state === 'failed') for (const issue of run.issues) this.#output.err(`${issueLine(issue)}\n`);
      const words = diskStateWords[run.disk];
      this.#output.err(
        `  The disk:  ${words.state}\n  Old data:  ${words.oldData}\n  Boots:     ${words.boots}\n`,
      );
      this.#output.err(
        `  Left over: ${run.leftovers.length === 0 ? 'nothing mounted, nothing open' : run.leftovers.join('; ')}\n`,
      );
    }
    this.#output.err(`  Log:       ${logFile}\n`);
  }
}
