// SPDX-License-Identifier: Apache-2.0
import { IssueError } from '../../core/issues/issue-error.ts';
import { errorIssue, type Issue, type IssueCode } from '../../core/issues/issue.ts';

/** An image that cannot be used. */
export function imageError(
  code: IssueCode,
  params: Issue['params'],
  path: Issue['path'] = ['image', 'source'],
): IssueError {
  return new IssueError(errorIssue(code, path, params));
}

/** The image's bytes are not what the image itself says. */
export function damaged(what: string): IssueError {
  return imageError('image-damaged', { what });
}
