// SPDX-License-Identifier: Apache-2.0
import type { Issue } from '../issues/issue.ts';
import type { Position } from './text-position.ts';

export type Locate = (path: Issue['path']) => Position | undefined;

/** Gives issues found later (by checkRequest, by the planner) their place in the answer file. */
export function withPositions(issues: readonly Issue[], locate: Locate): Issue[] {
  return issues.map((issue) => {
    if (issue.position !== undefined) return issue;
    const position = locate(issue.path);
    return position === undefined ? issue : { ...issue, position: { ...position } };
  });
}

/** By line, then column; what has no place comes last. The order of equals is kept. */
export function inReadingOrder(issues: readonly Issue[]): Issue[] {
  const far = Number.MAX_SAFE_INTEGER;
  return issues.toSorted(
    (a, b) =>
      (a.position?.line ?? far) - (b.position?.line ?? far) ||
      (a.position?.column ?? far) - (b.position?.column ?? far),
  );
}
