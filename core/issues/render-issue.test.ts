// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { catalog } from './catalog.ts';
import { fillTemplate, placeholders } from './fill-template.ts';
import { formatBytes } from './format-bytes.ts';
import { errorIssue, type IssueCode } from './issue.ts';
import { issueLine, renderIssue } from './render-issue.ts';

test.each([
  [0, '0 B'],
  [512, '512 B'],
  [1023, '1023 B'],
  [1024, '1.0 KiB'],
  [1024 ** 2 - 1, '1.0 MiB'],
  [8 * 1024 ** 3, '8.0 GiB'],
  [500_107_862_016, '465.8 GiB'],
])('%d bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test('a line has place, severity, sentence, advice and code', () => {
  const issue = {
    ...errorIssue('disk-none', ['disk'], { neededBytes: 8 * 1024 ** 3 }),
    position: { line: 3, column: 5 },
  };
  expect(issueLine(issue, 'a.yaml')).toBe(
    'a.yaml:3:5: error: There is no disk to install on. Connect a disk of at least 8.0 GiB. [disk-none]',
  );
});

test('the place is as exact as it can be', () => {
  const issue = errorIssue('bad-value', ['users', 0, 'name']);
  expect(renderIssue(issue).place).toBe('users[0].name');
  expect(renderIssue(issue, 'f').place).toBe('f');
  expect(renderIssue({ ...issue, position: { line: 1, column: 2 } }).place).toBe('1:2');
  expect(renderIssue(errorIssue('not-root')).place).toBeNull();
});

test('optional parts need their params; unknown ones do not break', () => {
  expect(fillTemplate('a[ b {x}?] {y}', { x: '', y: 1 })).toBe('a 1');
  expect(fillTemplate('a[ b {x}?] {y}', { x: 'c' })).toBe('a b c? ?');
});

test('nothing from outside reaches the terminal as a command', () => {
  const line = issueLine(
    errorIssue('unknown-key', [], { key: '\u001B[2J\n\u202Ex', known: 'y'.repeat(500) }),
    'f\n',
  );
  expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(line.length).toBeLessThan(400);
});

test('values with braces or brackets are not templates', () => {
  const { sentence } = renderIssue(errorIssue('bad-value', [], { value: '{message}[x]', message: 'm' }));
  expect(sentence).toBe('"{message}[x]" does not fit: m.');
});

test.each(Object.keys(catalog) as IssueCode[])('%s: the texts are sentences with balanced marks', (code) => {
  for (const text of catalog[code]) {
    expect(text).toMatch(/^[^ ].*[.}]$|\]$/);
    expect(text.replaceAll(/\{\w+\}/g, '')).not.toMatch(/[{}]/);
    const { required, optional } = placeholders(text);
    expect(new Set([...required, ...optional]).size).toBeGreaterThanOrEqual(0);
  }
});
