// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { IssueError } from '../../core/issues/issue-error.ts';
import { RealRunner } from '../runner/real-runner.ts';
import { checkMounted } from './check-mounted.ts';
import { givenContext } from '../execute/given-context.ts';

const context = givenContext({ runner: new RealRunner() });

/** Why the action refuses, in the words of its issue. */
async function reason(mounts: readonly { at: string; device: string }[]): Promise<unknown> {
  const error = await checkMounted({ mounts }, context).catch((thrown: unknown) => thrown);
  if (!(error instanceof IssueError)) throw new Error('it was not refused');
  expect(error.issue.code).toBe('mounted-not-fit');
  return error.issue.params['what'];
}

test('what is not mounted any more is refused', async () => {
  expect(await reason([{ at: '/particleos-not-there', device: '/dev/sda1' }])).toBe(
    'nothing is mounted there any more',
  );
});

test('what is mounted from elsewhere is refused', async () => {
  expect(await reason([{ at: '/proc', device: '/dev/sda1' }])).toBe(
    'proc is mounted there now, not /dev/sda1',
  );
});

test('a root with anything in it is refused', async () => {
  expect(await reason([{ at: '/proc', device: 'proc' }])).toMatch(/^it is not empty: /);
});
