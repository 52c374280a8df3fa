// SPDX-License-Identifier: Apache-2.0
import type { IncomingMessage } from 'node:http';
import { errorIssue } from '../../core/issues/issue.ts';
import { IssueError } from '../../core/issues/issue-error.ts';

/** More than the longest text of the contract, with every character escaped. */
const MAX_BODY_BYTES = 2 * 1024 * 1024;

/** The body as a JSON value; no body is `{}`. Throws IssueError message-too-large, message-malformed. */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES)
      throw new IssueError(errorIssue('message-too-large', [], { limitBytes: MAX_BODY_BYTES }));
    chunks.push(chunk);
  }
  if (length === 0) return {};
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
  } catch {
    // The parser's message repeats the text, which may be a secret.
    throw new IssueError(errorIssue('message-malformed', [], { message: 'not JSON' }));
  }
}
