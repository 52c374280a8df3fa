// SPDX-License-Identifier: Apache-2.0
import type { Issue } from '../../../core/issues/issue.ts';

/** The secret that an issue is about; null: about none that could be asked for. */
function secretOf({ code, params }: Issue): string | null {
  if (code === 'secret-missing') return String(params['name'] ?? '');
  // What opens a system that is kept is tried when the install is planned again.
  if (code === 'keep-data-unopened' || code === 'keep-data-wrong-key') return String(params['secret'] ?? '');
  return null;
}

/** Of what stands against going on: the secrets to ask for, by name, and what else there is to say. Pure. */
export function askedAgain(refused: readonly Issue[]): {
  readonly missing: readonly string[];
  readonly issues: readonly Issue[];
} {
  const missing = refused.flatMap((issue) => secretOf(issue) ?? []);
  return {
    missing: [...new Set(missing)],
    // That a wrong one was wrong is told; that one is needed is what the window says.
    issues: refused.filter((issue) => secretOf(issue) === null || issue.code === 'keep-data-wrong-key'),
  };
}
