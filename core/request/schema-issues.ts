// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { errorIssue, type Issue } from '../issues/issue.ts';
import { closestWord } from './closest-word.ts';
import {
  alternatives,
  discriminatorOf,
  expectedWords,
  foundWords,
  isSecret,
  knownKeys,
  schemaAt,
} from './schema-at.ts';

type Path = Issue['path'];

function valueAt(value: unknown, path: Path): unknown {
  let here = value;
  for (const key of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return undefined;
    here = (here as Record<string | number, unknown>)[key];
  }
  return here;
}

const formatWords: Record<string, string> = {
  ipv4: 'an IPv4 address such as 192.0.2.10',
  ipv6: 'an IPv6 address such as 2001:db8::10',
  cidrv4: 'an IPv4 address with its prefix such as 192.0.2.10/24',
  cidrv6: 'an IPv6 address with its prefix such as 2001:db8::10/64',
  url: 'a URL such as http://proxy.example.org:3128',
};

/** Why a value of the right type does not fit. Our schemas name the reason of a regex; zod's own words are made plain. */
function reasonOf(issue: z.core.$ZodIssue): string {
  // eslint-disable-next-line typescript/switch-exhaustiveness-check -- the other codes carry nothing but a message
  switch (issue.code) {
    case 'too_small':
      return issue.minimum === 1 && !['number', 'int'].includes(issue.origin)
        ? 'it may not be empty'
        : `at least ${issue.minimum} are needed`;
    case 'too_big':
      return issue.origin === 'string' ? `at most ${issue.maximum} characters` : `at most ${issue.maximum}`;
    case 'invalid_value':
      return `one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_format':
      return formatWords[issue.format] ?? issue.message;
    case 'invalid_union':
      return issue.errors.flatMap((errors) => errors.slice(0, 1).map(reasonOf)).join(', or ');
  }
  return issue.message;
}

/** A group of settings of which exactly one may be given: said as that, not as the sum of every option's objections. */
function chooseOne(root: z.ZodType, schema: z.ZodType, value: object, path: Path): Issue[] {
  const keys = knownKeys(schema);
  const given = Object.keys(value).filter((key) => keys.includes(key));
  if (given.length !== 1) {
    const found = given.length === 0 ? 'none' : given.join(', ');
    return [
      errorIssue('choose-one', path, { key: String(path.at(-1) ?? ''), known: keys.join(', '), found }),
    ];
  }
  const option = alternatives(schema).find((option) => knownKeys(option).includes(given[0] ?? ''));
  const result = option?.safeParse(value);
  return (result?.error?.issues ?? []).flatMap((issue) => translate(root, value, issue, path));
}

/** A scalar as written; anything larger in words. */
function scalarText(value: unknown, words: string): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : words;
}

function translate(root: z.ZodType, base: unknown, issue: z.core.$ZodIssue, prefix: Path): Issue[] {
  const inner = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  const path = [...prefix, ...inner];
  // Of which kind a group of settings is can be told from the value; `base` lies below `prefix`.
  const top = schemaAt(root, prefix) ?? root;
  const schema = schemaAt(top, inner, base) ?? root;
  const value = valueAt(base, inner);
  const key = String(path.at(-1) ?? '');
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, value);
    return issue.keys.map((unknown) => {
      const suggestion = closestWord(unknown, known) ?? '';
      return errorIssue('unknown-key', [...path, unknown], {
        key: unknown,
        suggestion,
        known: known.join(', '),
      });
    });
  }
  if (value === undefined && path.length > 0) return [errorIssue('missing-key', path, { key })];
  const expected = expectedWords(schema);
  const found = foundWords(value);
  if (issue.code === 'invalid_union' && issue.errors.length === 0 && typeof value === 'string') {
    // No option has this name (zod, "No matching discriminator").
    const by = discriminatorOf(schemaAt(top, inner.slice(0, -1), base) ?? root);
    const message = `one of ${by?.values.join(', ') ?? ''}`;
    return [errorIssue('bad-value', path, { value, message })];
  }
  const mayBe = alternatives(schema).some((option) => !wrongKind(option, value));
  if (!mayBe) return [errorIssue('wrong-type', path, { expected, found })];
  if (issue.code === 'invalid_union' && typeof value === 'object' && value !== null) {
    return chooseOne(root, schema, value, path);
  }
  const shown = isSecret(schema) ? '(not shown)' : scalarText(value, found);
  if (path.length === 1 && key === 'version')
    return [errorIssue('version-unsupported', path, { value: shown })];
  return [errorIssue('bad-value', path, { value: shown, message: reasonOf(issue) })];
}

function wrongKind(schema: z.ZodType, value: unknown): boolean {
  if (schema instanceof z.ZodObject)
    return typeof value !== 'object' || value === null || Array.isArray(value);
  if (schema instanceof z.ZodArray) return !Array.isArray(value);
  if (schema instanceof z.ZodLiteral)
    return ![...schema.values].some((known) => typeof known === typeof value);
  if (schema instanceof z.ZodEnum) return typeof value !== 'string';
  return schema.def.type !== typeof value;
}

/** What a schema says against a value, in the words of the catalog; positions are not known here. */
export function schemaIssues(schema: z.ZodType, value: unknown): Issue[] {
  const result = schema.safeParse(value);
  return (result.error?.issues ?? []).flatMap((issue) => translate(schema, value, issue, []));
}
