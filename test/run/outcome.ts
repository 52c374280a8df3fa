// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';

/** What a part of the tests came to. */
export const outcomeSchema = z.object({
  passed: z.number().int(),
  failed: z.number().int(),
  /** What failed and its first words; a check or a file that ended too early has none, so there may be fewer than `failed`. */
  failures: z.array(z.object({ name: z.string(), error: z.string() })),
  /** Tests that were not run; the reason is what `skip()` was given, null when nothing. */
  skipped: z.array(z.object({ name: z.string(), reason: z.string().nullable() })),
});
export type Outcome = z.infer<typeof outcomeSchema>;

/** Adds outcomes up. */
export function sumOf(outcomes: readonly Outcome[]): Outcome {
  const sum = (count: (outcome: Outcome) => number): number =>
    outcomes.reduce((total, outcome) => total + count(outcome), 0);
  return {
    passed: sum(({ passed }) => passed),
    failed: sum(({ failed }) => failed),
    failures: outcomes.flatMap(({ failures }) => failures),
    skipped: outcomes.flatMap(({ skipped }) => skipped),
  };
}

/** "N passed, N failed, N skipped". */
export function totalLine({ passed, failed, skipped }: Outcome): string {
  return `${passed} passed, ${failed} failed, ${skipped.length} skipped`;
}
