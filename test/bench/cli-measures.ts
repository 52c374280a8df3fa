// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RealRunner } from '../../backend/runner/real-runner.ts';
import type { Measure, MeasureOptions, Timed } from './measure.ts';
import { timePairs } from './pair-times.ts';

type Argv = readonly [string, ...string[]];

const root = fileURLToPath(new URL('../..', import.meta.url));
const PAIRS = 25;
const TIMEOUT_MS = 60_000;
const runner = new RealRunner();

const answers = 'version: 1\ndisk: {only: true}\nhostname: bench\nusers: [{name: ada, sudo: true}]\n';

/** Whole processes of the bundled command line against a Node that does nothing. */
async function timeCommand(
  { pairs }: MeasureOptions,
  args: (answerFile: string) => readonly string[],
  okExitCodes: readonly number[],
): Promise<Timed> {
  const directory = await mkdtemp(join(tmpdir(), 'particleos-bench-'));
  // The wrapper on the ISO sets the same cache (iso-builder/rootfs/usr/bin/particleos-installer).
  const env = { NODE_COMPILE_CACHE: join(directory, 'cache') };
  const time = async (argv: Argv, exitCodes: readonly number[]): Promise<number> =>
    (await runner.run({ argv, okExitCodes: exitCodes, env, timeoutMs: TIMEOUT_MS })).durationMs;
  try {
    await runner.run({ argv: [process.execPath, join(root, 'backend/bundle.ts')], timeoutMs: TIMEOUT_MS });
    const answerFile = join(directory, 'answers.yaml');
    await writeFile(answerFile, answers);
    const program = join(root, 'build/dist/particleos-installer.mjs');
    const ours: Argv = [process.execPath, program, ...args(answerFile)];
    // Once before, so that the compile cache is filled.
    await time(ours, okExitCodes);
    const times = await timePairs(
      pairs ?? PAIRS,
      () => time(ours, okExitCodes),
      () => time([process.execPath, '-e', '0'], [0]),
    );
    return { times };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

export const cliFacts: Measure = {
  name: 'cli-facts',
  peer: 'node -e 0',
  bound: 6,
  kind: 'quick',
  time: (options) => timeCommand(options, () => ['facts', '--json'], [0]),
};

export const cliCheck: Measure = {
  name: 'cli-check',
  peer: 'node -e 0',
  bound: 4,
  kind: 'quick',
  // 3: refused, which is right on a machine that has no such disk.
  time: (options) => timeCommand(options, (file) => ['check', file], [0, 3]),
};
