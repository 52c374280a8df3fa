// SPDX-License-Identifier: Apache-2.0
import { catalog } from './catalog.ts';
import { fillTemplate, printable } from './fill-template.ts';
import type { Issue } from './issue.ts';

export interface RenderedIssue {
  /** "file:3:5" when the issue has a position, else "file", else "users[0].name"; null for the whole request. */
  readonly place: string | null;
  readonly sentence: string;
  readonly advice: string;
}

/** A path as people write it: ['users', 0, 'name'] -> "users[0].name". */
export function pathText(path: Issue['path']): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`))
    .join('');
}

function placeOf(issue: Issue, file: string | undefined): string | null {
  const { position, path } = issue;
  const words: string[] = [];
  if (file !== undefined) words.push(printable(file));
  if (position !== undefined) words.push(String(position.line), String(position.column));
  else if (file === undefined && path.length > 0) words.push(printable(pathText(path)));
  return words.length === 0 ? null : words.join(':');
}

/** English sentences for an issue; what comes from outside is made harmless for a terminal. */
export function renderIssue(issue: Issue, file?: string): RenderedIssue {
  const [sentence, advice] = catalog[issue.code];
  return {
    place: placeOf(issue, file),
    sentence: fillTemplate(sentence, issue.params),
    advice: fillTemplate(advice, issue.params),
  };
}

/** An issue with its English words beside the data, for programs that have no catalog. */
export type SpokenIssue = Issue & RenderedIssue;

/** Puts the words to each issue. */
export function spokenIssues(issues: readonly Issue[]): SpokenIssue[] {
  return issues.map((issue) => ({ ...issue, ...renderIssue(issue) }));
}

/** One line for terminals and logs, like a compiler's: "file:3:5: error: sentence advice [code]". */
export function issueLine(issue: Issue, file?: string): string {
  const { place, sentence, advice } = renderIssue(issue, file);
  const start = place === null ? '' : `${place}: `;
  const words = [sentence, advice].filter((part) => part !== '').join(' ');
  return `${start}${issue.severity}: ${words} [${issue.code}]`;
}
