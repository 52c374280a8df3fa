// SPDX-License-Identifier: Apache-2.0
import { runSchema, type EndedRun } from '../../core/run/run.ts';
import { secretGuard } from '../log/secret-guard.ts';

/**
 * An ended run without the secrets that a program repeated in its last words: the snapshot is shown to faces and lies in a
 * file that anyone may read. Words that cannot be masked are left out whole.
 */
export function guardRun(run: EndedRun, secrets: readonly string[]): EndedRun {
  const line = secretGuard(secrets)(JSON.stringify(run));
  const masked = runSchema.safeParse(JSON.parse(line));
  if (masked.success && 'durationMs' in masked.data) return masked.data;
  if (run.state !== 'failed') return run;
  const withheld = run.issues.map((issue) => ({ ...issue, params: { step: '', command: '', detail: '' } }));
  return { ...run, issues: withheld };
}
