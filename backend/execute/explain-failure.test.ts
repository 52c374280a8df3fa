// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { IssueError } from '../../core/issues/issue-error.ts';
import { errorIssue } from '../../core/issues/issue.ts';
import { issueLine } from '../../core/issues/render-issue.ts';
import { CommandError, type CommandFailure } from '../runner/command.ts';
import { explainFailure } from './explain-failure.ts';

const failed = (reason: CommandFailure, stderr = '', stdout = '', exitCode = 1): CommandError =>
  new CommandError(reason, { argv: ['tool', 'a b'], exitCode, stdout, stderr, durationMs: 1 });

test.each([
  ['not-found', failed('not-found'), 'tool-missing'],
  ['a full disk', failed('exit', 'cp: error writing: No space left on device\n'), 'no-space'],
  ['a full disk on stdout', failed('exit', '', 'No space left on device'), 'no-space'],
  ['a registry', failed('exit', 'reading manifest: unauthorized: access denied'), 'registry-auth'],
  ['a registry that asks', failed('exit', 'Authentication required'), 'registry-auth'],
  ['anything else', failed('exit', 'Bad luck'), 'command-failed'],
  ['a signal', failed('signal'), 'command-failed'],
  ['ENOSPC of our own', Object.assign(new Error('x'), { code: 'ENOSPC' }), 'no-space'],
  ['another errno', Object.assign(new Error('EIO: i/o error'), { code: 'EIO' }), 'command-failed'],
  ['no error at all', 'text', 'command-failed'],
  ['an issue', new IssueError(errorIssue('disk-changed', ['disk'])), 'disk-changed'],
])('%s', (_name, error, code) => {
  expect(explainFailure(error, 'Do it').code).toBe(code);
});

test('the command and its last words are told, in one harmless line', () => {
  const stderr = Array.from({ length: 40 }, (_, index) => `line ${index}\u001B[31m`).join('\n');
  const line = issueLine(explainFailure(failed('exit', stderr), 'Do it'));
  expect(line).toContain("tool 'a b'");
  expect(line).toContain('line 39');
  expect(line).not.toContain('line 30');
  expect(line).not.toMatch(/\p{Cc}/u);
});

test('a command without words tells its reason and status', () => {
  expect(explainFailure(failed('timeout', '', '', 128), 'Do it').params['detail']).toBe(
    'timeout, status 128',
  );
});
