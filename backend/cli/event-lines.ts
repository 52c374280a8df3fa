// SPDX-License-Identifier: Apache-2.0
import { formatBytes } from '../../core/issues/format-bytes.ts';
import type { Issue } from '../../core/issues/issue.ts';
import { spokenIssues, type SpokenIssue } from '../../core/issues/render-issue.ts';
import { diskStateWords } from '../../core/run/disk-state-words.ts';
import type { EndedRun, Run } from '../../core/run/run.ts';
import { stepDetailWords } from '../../core/run/step-detail.ts';
import type { Output } from './output.ts';

/** What `apply --events` prints, one a line. Sentences are ready to be shown; the data beside them is stable. */
export type ApplyEvent =
  | { readonly event: 'refused'; readonly issues: readonly SpokenIssue[] }
  | { readonly event: 'progress'; readonly fraction: number; readonly words: string; readonly run: Run }
  | {
      readonly event: 'ended';
      readonly run: EndedRun;
      readonly issues: readonly SpokenIssue[];
      /** What state the disk is in. */
      readonly disk: string;
      readonly logFile: string;
    };

/** Prints a run as lines of JSON, for a program that reads them as they come. */
export class EventLines {
  readonly #output: Output;

  constructor(output: Output) {
    this.#output = output;
  }

  refused(issues: readonly Issue[]): void {
    this.#print({ event: 'refused', issues: spokenIssues(issues) });
  }

  show(run: Run): void {
    if (run.state !== 'running') return;
    const { fraction, title, detail, doneBytes, totalBytes } = run.progress;
    const what = detail === null ? title : `${title}: ${stepDetailWords[detail]}`;
    const of = totalBytes === null ? '' : ` of ${formatBytes(totalBytes)}`;
    const words = doneBytes === null ? what : `${what} (${formatBytes(doneBytes)}${of})`;
    this.#print({ event: 'progress', fraction, words, run });
  }

  end(run: EndedRun, logFile: string): void {
    const issues = run.state === 'failed' ? run.issues : run.state === 'succeeded' ? run.warnings : [];
    const disk = diskStateWords[run.disk].state;
    this.#print({ event: 'ended', run, issues: spokenIssues(issues), disk, logFile });
  }

  #print(event: ApplyEvent): void {
    this.#output.out(`${JSON.stringify(event)}\n`);
  }
}
