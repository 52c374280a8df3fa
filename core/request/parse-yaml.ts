// SPDX-License-Identifier: Apache-2.0
import { Composer, Parser, type CST, type ParsedNode } from 'yaml';
import { errorIssue, type Issue } from '../issues/issue.ts';
import { positionFinder } from './text-position.ts';

/** No answer file comes near this, and YAML's parser is slow enough to feel it: characters. */
export const LONGEST_FILE = 128 * 1024;
/** The format itself is 4 levels deep; composing deeper trees would exhaust the stack. */
const DEEPEST = 32;
/** One broken quote can break every line after it; nobody reads more than these. */
const MOST_SYNTAX_ISSUES = 10;

function syntaxIssue(text: string, offset: number, message: string): Issue {
  return { ...errorIssue('yaml-syntax', [], { message }), position: positionFinder(text)(offset) };
}

/** What no YAML text may hold (YAML 1.2.2, 5.1), before a parser sees it. */
function refuseCharacters(text: string): Issue | null {
  if (text.length > LONGEST_FILE) {
    return syntaxIssue(text, LONGEST_FILE, `it is longer than ${LONGEST_FILE} characters`);
  }
  const broken = text.search(/\uFFFD|\p{Cs}/u);
  if (broken >= 0) return syntaxIssue(text, broken, 'it is not UTF-8 text');
  const control = text.search(/(?![\t\n\r\u0085])\p{Cc}|[\uFFFE\uFFFF]/u);
  if (control < 0) return null;
  const code = text.charCodeAt(control).toString(16).toUpperCase().padStart(4, '0');
  return syntaxIssue(text, control, `the control character U+${code} may not be in it`);
}

/**
 * Walks all tokens without recursion: place of one nested too deeply, and where quoted texts begin (ascending; yaml
 * reports a missing quote at the end of the file, the beginning is what helps).
 */
function survey(tokens: readonly CST.Token[]): { tooDeep: number | null; quotes: number[] } {
  const stack = tokens.map((token) => ({ token, depth: 0 }));
  const quotes: number[] = [];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { token, depth } = next;
    if (depth > DEEPEST) return { tooDeep: token.offset, quotes };
    if (token.type.endsWith('-quoted-scalar')) quotes.push(token.offset);
    if (token.type === 'document' && token.value) stack.push({ token: token.value, depth });
    if (!('items' in token)) continue;
    for (const item of token.items) {
      if (item.key) stack.push({ token: item.key, depth: depth + 1 });
      if (item.value) stack.push({ token: item.value, depth: depth + 1 });
    }
  }
  return { tooDeep: null, quotes: quotes.toSorted((a, b) => a - b) };
}

export type ParsedYaml = { ok: true; node: ParsedNode | null } | { ok: false; issues: Issue[] };

/**
 * One YAML document as a tree in which every scalar is still a text (schema "failsafe"): reading 0123 or 1e5 as
 * numbers would lose what was written. Duplicate keys are left to the reader, yaml's own search is quadratic.
 */
export function parseYaml(text: string): ParsedYaml {
  const refused = refuseCharacters(text);
  if (refused !== null) return { ok: false, issues: [refused] };
  const tokens = [...new Parser().parse(text)];
  const { tooDeep, quotes } = survey(tokens);
  if (tooDeep !== null) return { ok: false, issues: [syntaxIssue(text, tooDeep, 'it is nested too deeply')] };
  let node: ParsedNode | null = null;
  let count = 0;
  const options = { schema: 'failsafe', uniqueKeys: false, keepSourceTokens: false } as const;
  for (const document of new Composer(options).compose(tokens, true, text.length)) {
    count += 1;
    if (count > 1) {
      const issue = errorIssue('several-documents');
      return { ok: false, issues: [{ ...issue, position: positionFinder(text)(document.range[0]) }] };
    }
    const problems = [...document.errors, ...document.warnings];
    const byLine = new Map<number, Issue>();
    for (const { pos, message } of problems.slice(0, 10 * MOST_SYNTAX_ISSUES)) {
      const unclosed = message.startsWith('Missing closing');
      const at = unclosed ? (quotes.findLast((offset) => offset < pos[0]) ?? pos[0]) : pos[0];
      const issue = syntaxIssue(
        text,
        at,
        unclosed ? 'the closing quote is missing' : message.replace(/\.$/, ''),
      );
      const line = issue.position?.line ?? 0;
      if (!byLine.has(line)) byLine.set(line, issue);
      // What an open quote swallowed is missing elsewhere too.
      if (unclosed) break;
    }
    if (byLine.size > 0) return { ok: false, issues: [...byLine.values()].slice(0, MOST_SYNTAX_ISSUES) };
    node = document.contents;
  }
  return { ok: true, node };
}
