// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { parseDocument } from 'yaml';
import { IssueError } from '../../../core/issues/issue-error.ts';
import { errorIssue } from '../../../core/issues/issue.ts';
import { policySchema } from '../../../core/policy/policy.ts';
import { embedKeys } from './embed-keys.ts';
import { readAskedFile } from './read-asked-file.ts';

const PATH = ['image', 'signature', 'policy'];

function malformed(file: string, message: string, line: number | null): IssueError {
  return new IssueError(
    errorIssue('policy-malformed', PATH, { file, message, ...(line === null ? {} : { line }) }),
  );
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** Line of a value, by a parser that keeps places: JSON is YAML (YAML 1.2.2, 1.3). Null when it has none. */
function lineOf(text: string, path: readonly PropertyKey[]): number | null {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = parseDocument(text).getIn(path.slice(0, length), true);
    const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : null;
    if (Array.isArray(range) && typeof range[0] === 'number') return lineAt(text, range[0]);
  }
  return null;
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const at = / at position (\d+)/.exec(message)?.[1];
    // Without a position the text just ends.
    const line = lineAt(text.trimEnd(), at === undefined ? text.length : Number(at));
    const words = message.replace(/ (in JSON )?at position.*$/s, '').replace(/, ".*$/s, '');
    throw malformed(file, words, line);
  }
}

/**
 * A person's containers-policy.json(5), with the keys it names put into it: on the installed system their files would not
 * be there. Unchanged when it names no file. Throws IssueError policy-unreadable, policy-malformed.
 */
export async function readPolicy(file: string): Promise<string> {
  const text = await readAskedFile(file, 'policy-unreadable', PATH);
  const parsed = policySchema.safeParse(parseJson(text, file));
  if (!parsed.success) {
    const [first] = parsed.error.issues;
    const path = first?.path ?? [];
    const place = path.length === 0 ? 'the policy' : path.join('.');
    throw malformed(file, `${place}: ${first?.message ?? z.prettifyError(parsed.error)}`, lineOf(text, path));
  }
  const embedded = await embedKeys(
    parsed.data,
    async (key) => (await readFile(key)).toString('base64'),
    (path, message) => malformed(file, message, lineOf(text, path)),
  );
  return embedded === parsed.data ? text : `${JSON.stringify(embedded, null, 2)}\n`;
}
