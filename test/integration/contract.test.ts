// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contract, type CommandVerb } from '../../core/contract/contract.ts';
import { RealRunner } from '../../backend/runner/real-runner.ts';

const cli = fileURLToPath(new URL('../../backend/cli/installer.ts', import.meta.url));
let directory = '';
let answers = '';

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'contract-'));
  answers = join(directory, 'answers.yaml');
  await writeFile(answers, 'version: 1\ndisk: {serial: NO-SUCH-DISK}\n');
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const words: Readonly<Record<Exclude<CommandVerb, 'apply' | 'cancel'>, () => readonly string[]>> = {
  facts: () => ['facts'],
  check: () => ['check', answers],
  plan: () => ['plan', answers],
  status: () => ['status'],
};

test.each(Object.keys(words) as (keyof typeof words)[])(
  '%s --json prints what the contract says',
  async (verb) => {
    const argv = [process.execPath, cli, ...words[verb](), '--json'] as const;
    const { stdout } = await new RealRunner().run({ argv, okExitCodes: [0, 3], timeoutMs: 60_000 });
    const printed: unknown = JSON.parse(stdout);
    expect(contract[verb].output.parse(printed)).toEqual(printed);
  },
);
