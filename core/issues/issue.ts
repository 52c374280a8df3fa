// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { catalog } from './catalog.ts';

/** Every reason not to go on, or to be careful. The keys of the catalog are the codes. */
export type IssueCode = keyof typeof catalog;

export const issueSeverity = z.enum(['error', 'warning', 'unchecked']);
/** error: the install does not start. warning: it may, a person should know. unchecked: could not be looked at now. */
export type IssueSeverity = z.infer<typeof issueSeverity>;

export const issueSchema = z.object({
  code: z.custom<IssueCode>((value) => typeof value === 'string' && value in catalog),
  severity: issueSeverity,
  /** Where in the request, e.g. ['users', 0, 'name']; empty for the whole. */
  path: z.array(z.union([z.string(), z.number()])),
  /** Values for the sentence; numbers of bytes end in "Bytes". */
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Place in the answer file, 1-based, when the request came from one. */
  position: z.object({ line: z.number(), column: z.number() }).optional(),
});
/** `{code, severity, path, params}`: data, never a sentence; faces translate it with the catalog. */
export type Issue = z.infer<typeof issueSchema>;

/** Makes an error issue. */
export function errorIssue(code: IssueCode, path: Issue['path'] = [], params: Issue['params'] = {}): Issue {
  return { code, severity: 'error', path, params };
}

/** Makes a warning issue. */
export function warningIssue(code: IssueCode, path: Issue['path'] = [], params: Issue['params'] = {}): Issue {
  return { code, severity: 'warning', path, params };
}

/** Makes an issue for what could not be checked here. */
export function uncheckedIssue(
  code: IssueCode,
  path: Issue['path'] = [],
  params: Issue['params'] = {},
): Issue {
  return { code, severity: 'unchecked', path, params };
}
