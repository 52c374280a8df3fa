// SPDX-License-Identifier: Apache-2.0
import { readFile, stat } from 'node:fs/promises';
import { IssueError } from '../../../core/issues/issue-error.ts';
import { errorIssue, type Issue } from '../../../core/issues/issue.ts';
import { errnoOf } from '../read-if-there.ts';

/** Keys and policies are kilobytes. */
const MOST_BYTES = 1024 * 1024;

const words: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  EISDIR: 'it is a directory',
  EFBIG: 'it is larger than 1 MiB',
};

/** Text of a small file that the request names. Throws an IssueError with the code, naming the reason. */
export async function readAskedFile(
  file: string,
  code: 'signature-key-unreadable' | 'policy-unreadable',
  path: Issue['path'],
): Promise<string> {
  try {
    if ((await stat(file)).size > MOST_BYTES) throw Object.assign(new Error('too large'), { code: 'EFBIG' });
    return await readFile(file, 'utf8');
  } catch (error) {
    const message = words[errnoOf(error) ?? ''] ?? String(error);
    throw new IssueError(errorIssue(code, path, { file, message }), { cause: error });
  }
}
