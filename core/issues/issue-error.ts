// SPDX-License-Identifier: Apache-2.0
import type { Issue } from './issue.ts';

/** An issue found while doing: carried as an exception up to the one place that reports it. */
export class IssueError extends Error {
  override readonly name = 'IssueError';
  readonly issue: Issue;

  constructor(issue: Issue, options?: ErrorOptions) {
    super(`${issue.code} ${JSON.stringify(issue.params)}`, options);
    this.issue = issue;
  }
}
