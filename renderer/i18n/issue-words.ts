// SPDX-License-Identifier: Apache-2.0
import { catalog } from '../../core/issues/catalog.ts';
import { fillTemplate } from '../../core/issues/fill-template.ts';
import type { Issue, IssueCode } from '../../core/issues/issue.ts';

/** Sentence and advice of issues in a language, with the places of core/issues/catalog.ts. */
export type IssueWords = Partial<Readonly<Record<IssueCode, readonly [sentence: string, advice: string]>>>;

/** An issue in words; English where the language has none. */
export function issueInWords(issue: Issue, words: IssueWords): { sentence: string; advice: string } {
  const [sentence, advice] = words[issue.code] ?? catalog[issue.code];
  return { sentence: fillTemplate(sentence, issue.params), advice: fillTemplate(advice, issue.params) };
}
