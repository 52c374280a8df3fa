// SPDX-License-Identifier: Apache-2.0
import type { Issue } from '../../core/issues/issue.ts';
import { issueLine } from '../../core/issues/render-issue.ts';

/** What commands print with: results to stdout, everything else to stderr. */
export interface Output {
  readonly json: boolean;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/**
 * The real streams. Who reads them may go away: a terminal that is dropped answers EIO, a pipe EPIPE, as an event that
 * ends the process where nobody listens (Node.js, "A note on process I/O"). An install goes on, or cleans up, unheard.
 */
export function processOutput(json: boolean): Output {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  return { json, out: (text) => process.stdout.write(text), err: (text) => process.stderr.write(text) };
}

/** A value as JSON on stdout. */
export function printJson(output: Output, value: unknown): void {
  output.out(`${JSON.stringify(value, null, 2)}\n`);
}

/** What lines of an install begin with where no terminal is: in a journal others speak too. */
export const LOG_PREFIX = 'particleos: ';

/** Issues for a person, one a line. */
export function printIssues(
  output: Output,
  issues: readonly Issue[],
  file: string | undefined,
  prefix = '',
): void {
  for (const issue of issues) output.err(`${prefix}${issueLine(issue, file)}\n`);
}
