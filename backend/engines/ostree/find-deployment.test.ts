// SPDX-License-Identifier: Apache-2.0
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RealRunner } from '../../runner/real-runner.ts';
import { findDeployment } from './find-deployment.ts';
import { givenContext } from '../../execute/given-context.ts';

const [old, made] = ['a', 'b'].map((digit) => digit.repeat(64));
const context = givenContext({ runner: new RealRunner() });
let directory = '';

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'deployments-'));
  for (const name of [`${old}.0`, `${made}.9`, `${made}.10`]) await mkdir(join(directory, name));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

test('beside others the newest deployment of the commit is meant', async () => {
  expect(await findDeployment({ directory, commit: made }, context)).toBe(join(directory, `${made}.10`));
});

test('a commit without a deployment, and several without a commit, are errors', async () => {
  await expect(findDeployment({ directory, commit: 'c'.repeat(64) }, context)).rejects.toThrow(
    'no deployment',
  );
  await expect(findDeployment({ directory }, context)).rejects.toThrow('expected one deployment');
});
