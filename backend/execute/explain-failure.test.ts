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
  ['a broken disk', failed('exit', 'sfdisk: write failed: Input/output error'), 'disk-failing'],
  ['a disk that is gone', failed('exit', 'mount: /dev/sda4: No such device or address.'), 'disk-failing'],
  ['a write-protected disk', failed('exit', 'mkdir a: read-only file system'), 'disk-failing'],
  ['EIO of our own', Object.assign(new Error('EIO: i/o error'), { code: 'EIO' }), 'disk-failing'],
  ['another errno', Object.assign(new Error('EACCES: no'), { code: 'EACCES' }), 'command-failed'],
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

const failedAs = (argv: [string, ...string[]], stderr: string): CommandError =>
  new CommandError('exit', { argv, exitCode: 1, stdout: '', stderr, durationMs: 1 });
const run = ['podman', 'run', '--rm', 'os', 'bootc', 'install', 'to-disk', '/dev/vda'] as [
  string,
  ...string[],
];

test.each([
  [
    'bootc',
    failedAs(['bootc', 'install'], 'error: Installing to disk: No root filesystem specified'),
    'bootc-no-file-system',
  ],
  [
    'bootc in a container',
    failedAs(run, 'error: Installing to disk: No root filesystem specified'),
    'bootc-no-file-system',
  ],
  ['its container', failedAs(run, 'Error: os: image not known'), 'podman-no-image'],
  [
    'skopeo',
    failedAs(['skopeo', 'copy'], 'time="x" level=fatal msg="reading manifest: manifest unknown"'),
    'image-not-found',
  ],
  ['skopeo, otherwise', failedAs(['skopeo', 'copy'], 'time="x" level=fatal msg="strange"'), 'command-failed'],
  [
    'bootc, unknown words',
    failedAs(['/usr/bin/bootc', 'install'], 'error: Installing to disk: strange'),
    'bootc-failed',
  ],
  [
    'bootc in a mount namespace of its own',
    failedAs(['unshare', '--mount', '--', 'bootc', 'install'], 'error: Installing to disk: strange'),
    'bootc-failed',
  ],
  ['bootc, no words', failedAs(['bootc', 'install'], ''), 'bootc-failed'],
  [
    'bootc in a container, unknown words',
    failedAs(run, 'error: Installing to disk: strange'),
    'bootc-failed',
  ],
  ['podman, unknown words', failedAs(run, 'Error: strange'), 'command-failed'],
])('%s', (_name, error, code) => {
  expect(explainFailure(error, 'Install').code).toBe(code);
});

test('unknown words of bootc are told with the exact command', () => {
  const issue = explainFailure(failedAs(run, 'a\nerror: Installing to disk: strange\n'), 'Install');
  expect(issue.params).toEqual({
    step: 'Install',
    command: 'podman run --rm os bootc install to-disk /dev/vda',
    detail: 'a / error: Installing to disk: strange',
  });
});

test('a command without words tells its reason and status', () => {
  expect(explainFailure(failed('timeout', '', '', 128), 'Do it').params['detail']).toBe(
    'timeout, status 128',
  );
});
