// SPDX-License-Identifier: Apache-2.0
import {
  array,
  assert,
  constantFrom,
  dictionary,
  letrec,
  nat,
  oneof,
  property,
  string,
  tuple,
  type Arbitrary,
} from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { catalog } from '../issues/catalog.ts';
import { placeholders } from '../issues/fill-template.ts';
import type { Issue } from '../issues/issue.ts';
import { issueLine } from '../issues/render-issue.ts';
import { checkRequest } from './check-request.ts';
import { loadRequest } from './load.ts';

const FUZZ_RUNS = 5000;

const valid = `version: 1
disk:
  serial: 0123
image: {source: "registry:example.org/a/b:c", track: "registry:example.org/a/b:c"}
keyboard: {layout: de, variant: nodeadkeys}
timezone: Europe/Berlin
users:
  - name: ada
    passwordHash: $y$j9T$salt$hash
    groups: [audio, "video"]
    sudo: true
network:
  - {name: a, addresses: [192.0.2.10/24], gateway: 192.0.2.1}
kernelArguments: [quiet]
`;

function wellFormed(issue: Issue, text: string): void {
  const [sentence, advice] = catalog[issue.code];
  for (const name of [...placeholders(sentence).required, ...placeholders(advice).required]) {
    expect(issue.params).toHaveProperty(name);
  }
  expect(issueLine(issue, 'f')).not.toMatch(/\p{Cc}/u);
  const lines = text.split('\n');
  const { line, column } = issue.position ?? { line: 0, column: 0 };
  expect(line).toBeGreaterThanOrEqual(1);
  expect(line).toBeLessThanOrEqual(lines.length);
  expect(column).toBeGreaterThanOrEqual(1);
  expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1);
}

function holds(text: string): void {
  const loaded = loadRequest(text);
  expect(loaded.ok || loaded.issues.length > 0).toBe(true);
  for (const issue of loaded.issues) wellFormed(issue, text);
  const places = loaded.issues.map(({ position }) => (position?.line ?? 0) * 1e6 + (position?.column ?? 0));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  if (!loaded.ok) return;
  for (const issue of checkRequest(loaded.request)) {
    wellFormed({ ...issue, position: loaded.locate(issue.path) }, text);
  }
}

/** Throws with the smallest text that does not hold. */
function holdForAll(texts: Arbitrary<string>): void {
  assert(property(texts, holds), { numRuns: FUZZ_RUNS });
}

const noise = oneof(
  string({ maxLength: 4 }),
  string({ unit: 'binary', maxLength: 4 }),
  constantFrom(
    '\t',
    '\0',
    '\r',
    '\n',
    '\uFEFF',
    '---\n',
    '*a',
    '&a ',
    '!!binary ',
    '<<: ',
    '"',
    '[',
    '}',
    ': ',
    '- ',
    '#',
    '|',
    '? ',
  ),
);

test('random texts', () => {
  expect(() => holdForAll(string({ unit: 'binary', maxLength: 200 }))).not.toThrow();
});

test('texts of YAML words', () => {
  const words = array(oneof(noise, constantFrom(...valid.split(/(?<=\W)/))), { maxLength: 60 });
  expect(() => holdForAll(words.map((parts) => parts.join('')))).not.toThrow();
});

test('a valid file with small damage', () => {
  const edits = array(tuple(nat(valid.length), nat(6), noise), { minLength: 1, maxLength: 4 });
  const damaged = edits.map((list) =>
    list.reduce((text, [at, length, put]) => text.slice(0, at) + put + text.slice(at + length), valid),
  );
  expect(() => holdForAll(damaged)).not.toThrow();
});

test('structures of any shape under known keys', () => {
  const words =
    'version disk serial only image source users name groups network dns sudo keyboard __proto__ x';
  const keys = constantFrom(...words.split(' '));
  const { tree } = letrec((tie) => ({
    tree: oneof({ maxDepth: 4 }, constantFrom(1, true, null, 'a', 1.5, ''), tie('map'), tie('list')),
    map: dictionary(keys, tie('tree'), { maxKeys: 6 }),
    list: array(tie('tree'), { maxLength: 3 }),
  }));
  expect(() => holdForAll(tree.map((value) => stringify(value)))).not.toThrow();
});
