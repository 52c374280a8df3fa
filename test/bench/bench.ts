// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { RealRunner } from '../../backend/runner/real-runner.ts';

/**
 * `npm run bench [NAME ...] [--json]`: ours against a peer or a limit measured in the same run, interleaved, as
 * medians of whole processes. Absolute seconds mean little on a shared machine; the ratio is what is bounded.
 */
interface Measure {
  readonly name: string;
  readonly peer: string;
  /** Ours may take this many times the peer's time. */
  readonly bound: number;
  readonly ours: readonly [string, ...string[]];
  readonly theirs: readonly [string, ...string[]];
  /** Exit statuses of ours that are no failure. */
  readonly okExitCodes: readonly number[];
}

interface Result {
  readonly name: string;
  readonly peer: string;
  /** Median wall time in milliseconds. */
  readonly oursMs: number;
  readonly peerMs: number;
  readonly ratio: number;
  readonly bound: number;
  readonly ok: boolean;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const RUNS = 25;
const TIMEOUT_MS = 60_000;
const runner = new RealRunner();

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function time(
  argv: readonly [string, ...string[]],
  okExitCodes: readonly number[],
  cache: string,
): Promise<number> {
  // The wrapper on the ISO sets the same cache (iso-builder/rootfs/usr/bin/particleos-installer).
  const env = { NODE_COMPILE_CACHE: cache };
  return (await runner.run({ argv, okExitCodes, env, timeoutMs: TIMEOUT_MS })).durationMs;
}

async function measure(what: Measure, cache: string): Promise<Result> {
  await time(what.ours, what.okExitCodes, cache);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    ours.push(await time(what.ours, what.okExitCodes, cache));
    theirs.push(await time(what.theirs, [0], cache));
  }
  const { name, peer, bound } = what;
  const [oursMs, peerMs] = [median(ours), median(theirs)];
  const ratio = oursMs / peerMs;
  return { name, peer, oursMs, peerMs, ratio, bound, ok: ratio <= bound };
}

function row({ name, peer, oursMs, peerMs, ratio, bound, ok }: Result): string {
  const numbers = `${oursMs.toFixed(1).padStart(8)} ms ${peerMs.toFixed(1).padStart(8)} ms ${ratio.toFixed(2).padStart(6)} of ${bound}`;
  return `${name.padEnd(12)} ${peer.padEnd(12)} ${numbers}  ${ok ? 'ok' : 'BROKEN'}`;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
});
const directory = await mkdtemp(join(tmpdir(), 'particleos-bench-'));
try {
  await runner.run({ argv: [process.execPath, join(root, 'backend/bundle.ts')], timeoutMs: TIMEOUT_MS });
  const answers = join(directory, 'answers.yaml');
  await writeFile(
    answers,
    'version: 1\ndisk: {only: true}\nhostname: bench\nusers: [{name: ada, sudo: true}]\n',
  );
  const cli = [process.execPath, join(root, 'build/dist/particleos-installer.mjs')] as const;
  const peer = { peer: 'node -e 0', theirs: [process.execPath, '-e', '0'] } as const;
  const measures: Measure[] = [
    { name: 'cli-facts', ...peer, bound: 6, ours: [...cli, 'facts', '--json'], okExitCodes: [0] },
    { name: 'cli-check', ...peer, bound: 4, ours: [...cli, 'check', answers], okExitCodes: [0, 3] },
  ];
  const unknown = positionals.filter((name) => !measures.some((candidate) => candidate.name === name));
  if (unknown.length > 0)
    throw new Error(
      `no measure named ${unknown.join(', ')}; there are ${measures.map((m) => m.name).join(', ')}`,
    );
  const wanted = measures.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  const results: Result[] = [];
  for (const what of wanted) results.push(await measure(what, join(directory, 'cache')));
  if (values.json) process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
  else
    process.stdout.write(
      `${['measure      peer             ours        peer      ratio', ...results.map(row)].join('\n')}\n`,
    );
  process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
} finally {
  await rm(directory, { recursive: true, force: true });
}
