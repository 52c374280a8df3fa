// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import type { IssueCode } from '../issues/issue.ts';
import { loadRequest } from './load.ts';
import { LONGEST_FILE } from './parse-yaml.ts';

const start = 'version: 1\ndisk: {only: true}\n';

function codesAt(text: string): string[] {
  return loadRequest(text).issues.map((i) => `${i.position?.line}:${i.position?.column} ${i.code}`);
}

const table: readonly (readonly [string, string, readonly `${number}:${number} ${IssueCode}`[]])[] = [
  ['nothing', '', ['1:1 wrong-type']],
  ['a comment', '# hello\n', ['1:1 wrong-type']],
  ['a list', '[1, 2]', ['1:1 wrong-type']],
  ['an unclosed quote', 'version: 1\ndisk: {serial: "x}\n', ['2:16 yaml-syntax']],
  ['NUL', 'version: 1\0', ['1:11 yaml-syntax']],
  ['an escaped NUL', 'version: 1\ndisk: {serial: "\\0"}\n', ['2:16 bad-value']],
  ['broken UTF-8', 'version: \uFFFD', ['1:10 yaml-syntax']],
  ['a tab', 'version: 1\ndisk:\n\tonly: true', ['3:1 yaml-syntax']],
  ['two documents', `${start}---\n${start}`, ['3:1 several-documents']],
  ['a duplicate key', `${start}version: 1\n`, ['3:1 duplicate-key']],
  ['an unknown key', `${start}hostnam: a\n`, ['3:1 unknown-key']],
  ['a swapped key', 'version: 1\ndsik: {only: true}\n', ['2:1 unknown-key']],
  ['__proto__', `${start}__proto__: {only: true}\n`, ['3:1 unknown-key']],
  ['constructor', `${start}constructor: 1\n`, ['3:1 unknown-key']],
  ['a merge key', 'version: 1\n<<: {disk: {only: true}}\n', ['1:1 missing-key', '2:1 unknown-key']],
  ['a list as key', `${start}? [a]\n: b\n`, ['3:3 wrong-type']],
  ['an alias', `version: 1\ndisk: &a {only: true}\nimage: *a\n`, ['3:8 yaml-unsupported']],
  ['a tag', `${start}hostname: !!binary aGk=\n`, ['3:20 yaml-unsupported']],
  ['a missing key', 'version: 1\n', ['1:1 missing-key']],
  ['a version as text', 'version: "1"\ndisk: {only: true}\n', ['1:10 wrong-type']],
  ['a later version', 'version: 2\nfoo: 1\n', ['1:10 version-unsupported']],
  ['no disk', 'version: 1\ndisk: {}\n', ['2:7 choose-one']],
  ['two disks', 'version: 1\ndisk: {serial: a, wwn: b}\n', ['2:7 choose-one']],
  ['a disk as text', 'version: 1\ndisk: sda\n', ['2:7 wrong-type']],
  ['a misspelt disk', 'version: 1\ndisk: {serail: a}\n', ['2:8 unknown-key']],
  ['only: false', 'version: 1\ndisk: {only: false}\n', ['2:14 bad-value']],
  ['an empty serial', 'version: 1\ndisk: {serial: ""}\n', ['2:16 bad-value']],
  ['true as host name', `${start}hostname: true\n`, ['3:11 wrong-type']],
  ['an empty setting', `${start}hostname:\n`, ['3:10 wrong-type']],
  ['yes as boolean', `${start}users: [{name: a, sudo: yes}]\n`, ['3:25 wrong-type']],
  ['a bad address', `${start}network: [{name: a, dns: [x]}]\n`, ['3:27 bad-value']],
  [
    'several at once',
    'version: 1\ndisk: 5\nfoo: 1\nafter: x\n',
    ['2:7 wrong-type', '3:1 unknown-key', '4:8 bad-value'],
  ],
  ['CRLF', 'version: 1\r\ndisk: {only: true}\r\nfoo: 1\r\n', ['3:1 unknown-key']],
  ['a BOM', `\uFEFF${start}foo: 1\n`, ['3:1 unknown-key']],
];

describe('every problem has a code and a place', () => {
  test.each(table)('%s', (_, text, expected) => {
    expect(codesAt(text)).toEqual(expected);
  });
});

function read(text: string): unknown {
  const loaded = loadRequest(text);
  return loaded.ok ? loaded.request : loaded.issues;
}

describe('what is written is what is read', () => {
  test.each([
    ['0123', '0123'],
    ['1e5', '1e5'],
    ['0x10', '0x10'],
    ['123456789012345678901234', '123456789012345678901234'],
    ['no', 'no'],
    ['2024-01-01', '2024-01-01'],
    ['"true"', 'true'],
    ['!!str 7', '7'],
    ['|\n    abc\n', 'abc'],
  ])('serial: %s', (written, serial) => {
    expect(read(`version: 1\ndisk:\n  serial: ${written}\n`)).toEqual({ version: 1, disk: { serial } });
  });
  test('a byte order mark and CRLF do no harm', () => {
    expect(read('\uFEFFversion: 1\r\ndisk:\r\n  only: true\r\n')).toEqual({
      version: 1,
      disk: { only: true },
    });
  });
  test('%YAML 1.1 does not make "no" a boolean', () => {
    expect(read('%YAML 1.1\n---\nversion: 1\ndisk: {serial: no}\n')).toEqual({
      version: 1,
      disk: { serial: 'no' },
    });
  });
});

describe('suggestions', () => {
  test.each([
    ['dsik: 1', 'disk'],
    ['time_zone: x', 'timezone'],
    ['host-name: x', 'hostname'],
    ['kernel: x', 'kernelArguments'],
    ['kernelArgs: []', 'kernelArguments'],
    ['zzzz: 1', ''],
  ])('%s', (line, suggestion) => {
    const { issues } = loadRequest(`version: 1\n${line}\n`);
    const issue = issues.find(({ code }) => code === 'unknown-key');
    expect(issue?.params['suggestion']).toBe(suggestion);
    expect(issue?.params['known']).toContain('kernelArguments');
  });
});

test('later issues find their place, or the nearest one around it', () => {
  const loaded = loadRequest(`${start}users:\n  - name: ada\n    groups: [a, b]\n`);
  if (!loaded.ok) throw new Error('refused');
  expect(loaded.locate(['users', 0, 'groups', 1])).toEqual({ line: 5, column: 17 });
  expect(loaded.locate(['users', 0, 'sudo'])).toEqual({ line: 4, column: 5 });
  expect(loaded.locate(['image', 'track'])).toEqual({ line: 1, column: 1 });
});

test('a password in the place of its hash is not repeated', () => {
  const text = `${start}users: [{name: a, passwordHash: hunter2}, {name: b, passwordHash: "a\\tb"}]\n`;
  expect(JSON.stringify(loadRequest(text))).not.toMatch(/hunter2|a\\\\tb/);
});

// That they end at all is the point: what grows with the square or the power of such input does not, in the two minutes
// that every test has.
describe('input made to hurt ends, with few issues', () => {
  const bomb = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}, *a${i}]`).join(
    '\n',
  );
  test.each([
    ['['.repeat(LONGEST_FILE)],
    [']'.repeat(LONGEST_FILE)],
    ['- '.repeat(LONGEST_FILE / 2)],
    ['? '.repeat(LONGEST_FILE / 2)],
    ['a: '.repeat(LONGEST_FILE / 3)],
    ['{a: '.repeat(LONGEST_FILE / 4)],
    ['"'.repeat(LONGEST_FILE)],
    ['! '.repeat(LONGEST_FILE / 2)],
    ['&a '.repeat(LONGEST_FILE / 3)],
    ['---\n'.repeat(LONGEST_FILE / 4)],
    [Array.from({ length: 9000 }, (_, i) => `key${i}: 1`).join('\n')],
    [`version: 1\nusers:\n${' - 1\n'.repeat(20_000)}`],
    [`a0: &a0 x\n${bomb}`],
    ['x'.repeat(10_000_000)],
  ])('%.12s', (text) => {
    const { ok, issues } = loadRequest(text);
    expect(ok).toBe(false);
    expect(issues.length).toBeLessThanOrEqual(101);
  });
});
