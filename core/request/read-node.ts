// SPDX-License-Identifier: Apache-2.0
import { isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import type * as z from 'zod';
import { errorIssue, type Issue, type IssueCode } from '../issues/issue.ts';
import { closestWord } from './closest-word.ts';
import { readScalar } from './read-scalar.ts';
import { alternatives, childSchema, isSecret, knownKeys, wantsText } from './schema-at.ts';

type Path = Issue['path'];

/** A path as a key of maps. */
export function pathKey(path: Path): string {
  return JSON.stringify(path);
}

/** What reading a tree gathers beside the value. */
export interface Reading {
  /** Issues with their offset in the text. */
  readonly found: { issue: Issue; offset: number }[];
  /** Offset of every value, by pathKey. */
  readonly places: Map<string, number>;
  /** pathKeys that already have an issue; the schema's verdict on them would be an echo. */
  readonly settled: Set<string>;
}

const plainTags = new Set(
  ['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((tag) => `tag:yaml.org,2002:${tag}`),
);

function keyText(node: Node | null): string | null {
  return isScalar(node) && typeof node.value === 'string' ? node.value : null;
}

function readMap(
  map: YAMLMap<Node | null, Node | null>,
  schema: z.ZodType | undefined,
  path: Path,
  reading: Reading,
) {
  const value: Record<string, unknown> = {};
  const seen = new Set<string>();
  // In a choice the misspelt key was the chosen one.
  const inChoice = schema !== undefined && alternatives(schema).length > 1;
  const known = schema === undefined ? [] : knownKeys(schema);
  for (const pair of map.items) {
    const offset = pair.key?.range?.[0] ?? map.range?.[0] ?? 0;
    const report = (code: IssueCode, at: Path, params: Issue['params']): void => {
      reading.found.push({ issue: errorIssue(code, at, params), offset });
      reading.settled.add(pathKey(at));
    };
    const key = keyText(pair.key);
    if (key === null) {
      reading.found.push({
        issue: errorIssue('wrong-type', path, { expected: 'the name of a setting', found: 'something else' }),
        offset,
      });
      continue;
    }
    const at = [...path, key];
    if (seen.has(key)) {
      report('duplicate-key', at, { key });
      continue;
    }
    seen.add(key);
    const child = schema === undefined ? undefined : childSchema(schema, key);
    // Where no group of settings is expected at all, that is said once, not of every key.
    if (child === undefined && known.length > 0) {
      const suggestion = closestWord(key, known);
      report('unknown-key', at, { key, suggestion: suggestion ?? '', known: known.join(', ') });
      // The misspelt key is there; that it is missing under its right name need not be said too.
      if (suggestion !== null) reading.settled.add(pathKey(inChoice ? path : [...path, suggestion]));
      continue;
    }
    // Not `value[key] =`: a key may be called __proto__.
    const read = readNode(pair.value, child, at, reading, offset);
    Object.defineProperty(value, key, { value: read, enumerable: true, configurable: true, writable: true });
  }
  return value;
}

/** Value of a node, read with what is expected there; problems go to `reading`. `near`: offset for an empty node. */
export function readNode(
  node: Node | null,
  schema: z.ZodType | undefined,
  path: Path,
  reading: Reading,
  near = 0,
): unknown {
  const offset = node?.range?.[0] ?? near;
  reading.places.set(pathKey(path), offset);
  const refuse = (what: string): null => {
    reading.found.push({ issue: errorIssue('yaml-unsupported', path, { what }), offset });
    reading.settled.add(pathKey(path));
    return null;
  };
  if (node === null) return null;
  // Aliases can make a small file huge when expanded, and an answer file repeats nothing worth it.
  if (isAlias(node)) return refuse(`*${node.source}`);
  if (node.tag !== undefined && !plainTags.has(node.tag))
    return refuse(`!${node.tag.split(/[:!]/).at(-1) ?? ''}`);
  if (isSeq<Node | null>(node)) {
    const item = schema === undefined ? undefined : childSchema(schema, 0);
    return node.items.map((entry, index) => readNode(entry, item, [...path, index], reading, offset));
  }
  if (isMap<Node | null, Node | null>(node)) return readMap(node, schema, path, reading);
  if (!isScalar(node)) return null;
  const value = readScalar(node, schema !== undefined && wantsText(schema));
  if (typeof value === 'string' && /\p{Cc}/u.test(value)) {
    const params = {
      value: isSecret(schema) ? '(not shown)' : value,
      message: 'no control characters or line breaks',
    };
    reading.found.push({ issue: errorIssue('bad-value', path, params), offset });
    reading.settled.add(pathKey(path));
  }
  return value;
}
