// SPDX-License-Identifier: Apache-2.0
import type { LongState } from './long-state.ts';
import { sumOf, totalLine, type Outcome } from './outcome.ts';

/** One part of the tests: a check, a suite, a file of VM tests. */
export interface Part {
  /** Unique, e.g. "vm-long test/vm/matrix.long.vm.test.ts". */
  readonly name: string;
  readonly run: () => Promise<Outcome>;
  /** Whether what it left for later parts is still there; absent when it leaves nothing. */
  readonly stands?: () => Promise<boolean>;
}

export interface RunOptions {
  /** Null: nothing is resumed and nothing is kept. */
  readonly state: LongState | null;
  /** Hash of the checkout now. */
  readonly treeNow: () => Promise<string | null>;
  readonly say: (line: string) => void;
}

/** Runs the parts one after the other, leaving out what passed earlier, and says what all of them came to. */
export async function runParts(parts: readonly Part[], options: RunOptions): Promise<Outcome> {
  const { state, say } = options;
  const earlier: Outcome[] = [];
  const now: Outcome[] = [];
  for (const part of parts) {
    const before = state?.passed(part.name) ?? null;
    if (before !== null && (await part.stands?.()) !== false) {
      say(`\n== ${part.name}: passed earlier (${totalLine(before)})`);
      earlier.push(before);
      continue;
    }
    say(`\n== ${part.name}`);
    const outcome = await part.run();
    now.push(outcome);
    if (state === null || outcome.failed > 0) continue;
    if (!(await state.note(part.name, outcome, await options.treeNow())))
      say('the checkout was changed meanwhile: this result is not kept for a later run');
  }
  const total = sumOf([...earlier, ...now]);
  if (total.failed === 0) await state?.forget();
  for (const line of lastLines(total, earlier)) say(line);
  return total;
}

/** What failed, what was skipped and why, what is from an earlier run, the totals. */
function lastLines(total: Outcome, earlier: readonly Outcome[]): string[] {
  const lines = [''];
  if (total.failures.length > 0) {
    lines.push('Failed:');
    for (const { name, error } of total.failures) lines.push(`  ${name}: ${error}`);
  }
  if (total.skipped.length > 0) {
    lines.push('Skipped:');
    for (const { name, reason } of total.skipped) lines.push(`  ${name}: ${reason ?? 'no reason was given'}`);
  }
  if (earlier.length > 0)
    lines.push(
      `From an earlier run of the same sources, ${earlier.length} parts: ${totalLine(sumOf(earlier))}`,
    );
  return [...lines, totalLine(total)];
}
