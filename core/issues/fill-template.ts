// SPDX-License-Identifier: Apache-2.0
import { formatBytes } from './format-bytes.ts';
import type { Issue } from './issue.ts';

/** Longest value that is printed whole, in characters; an answer file may hold anything. */
const LONGEST = 200;
/** A command and what it said last are what a person needs to look further: as good as whole. */
const LONGEST_OF: Readonly<Record<string, number>> = { command: 4000, detail: 2000, message: 1000 };

/**
 * A value from outside as one harmless line: control, format and bidirectional characters are written as
 * \u{...}, because a terminal or a log viewer would act on them.
 */
export function printable(value: string, longest = LONGEST): string {
  const cut = value.length > longest ? `${value.slice(0, longest)}…` : value;
  return cut.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

function shown(name: string, value: string | number): string {
  if (typeof value === 'number') return name.endsWith('Bytes') ? formatBytes(value) : String(value);
  return printable(value, LONGEST_OF[name]);
}

function fillPlain(template: string, params: Issue['params']): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => shown(name, params[name] ?? '?'));
}

function names(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
}

/** Names of the parameters in a template; those in [optional parts] apart. */
export function placeholders(template: string): { required: string[]; optional: string[] } {
  const optional = [...template.matchAll(/\[([^\]]*)\]/g)].flatMap((match) => names(match[1] ?? ''));
  return { required: names(template.replaceAll(/\[[^\]]*\]/g, '')), optional };
}

/** Fills `{name}`; a part in [brackets] is shown only when all its parameters are given and not empty. */
export function fillTemplate(template: string, params: Issue['params']): string {
  const chosen = template.replaceAll(/\[([^\]]*)\]/g, (_, part: string) =>
    placeholders(part).required.every((name) => (params[name] ?? '') !== '') ? part : '',
  );
  return fillPlain(chosen, params);
}
