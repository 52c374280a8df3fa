// SPDX-License-Identifier: Apache-2.0
import type { Issue } from '../../core/issues/issue.ts';

/** The service refused, or could not be reached: `issues` says why, as data. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly issues: readonly Issue[];

  constructor(verb: string, issues: readonly Issue[], options?: ErrorOptions) {
    super(`${verb}: ${issues.map(({ code }) => code).join(', ') || 'no answer'}`, options);
    this.issues = issues;
  }
}

/** Why a call failed, as issues to show; a service that does not answer is told by the notice over the page. */
export function issuesOf(error: unknown): readonly Issue[] {
  if (error instanceof ServiceError) return error.issues;
  throw error;
}
