// SPDX-License-Identifier: Apache-2.0
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { CommandError } from '../backend/runner/command.ts';
import { RealRunner } from '../backend/runner/real-runner.ts';

/**
 * `npm test` and `npm run test:long`: the checks, then each suite; the last line reads
 * "N passed, N failed, N skipped". A check that fails counts as a failed test.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const bin = (name: string): string => join(root, 'node_modules/.bin', name);
const DEADLINE_MS = 6 * 3_600_000;

const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numFailedTestSuites: z.number(),
  numPendingTests: z.number(),
});

const total = { passed: 0, failed: 0, skipped: 0 };

/** Runs a program with its output shown; true when it succeeded. */
async function shown(
  argv: readonly [string, ...string[]],
  env: Record<string, string> = {},
): Promise<boolean> {
  try {
    await new RealRunner().run({
      argv,
      cwd: root,
      env: { FORCE_COLOR: '0', ...env },
      timeoutMs: DEADLINE_MS,
      onLine: (line) => process.stdout.write(`${line}\n`),
    });
    return true;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    if (error.reason !== 'exit') process.stdout.write(`${error.message}\n`);
    return false;
  }
}

async function check(name: string, argv: readonly [string, ...string[]]): Promise<void> {
  process.stdout.write(`\n== check: ${name}\n`);
  const ok = await shown(argv);
  total[ok ? 'passed' : 'failed'] += 1;
}

async function suite(project: string, env: Record<string, string>): Promise<void> {
  process.stdout.write(`\n== suite: ${project}\n`);
  const file = join(root, `out/test/${project}.json`);
  await mkdir(join(root, 'out/test'), { recursive: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const ok = await shown([bin('vitest'), 'run', '--project', project, ...reporters], env);
  const parsed = report.safeParse(JSON.parse(await readFile(file, 'utf8').catch(() => 'null')));
  if (!parsed.success) {
    total.failed += 1;
    return;
  }
  total.passed += parsed.data.numPassedTests;
  // A suite that could not even be loaded has no failed test of its own.
  total.failed += Math.max(parsed.data.numFailedTests, ok ? 0 : 1);
  total.skipped += parsed.data.numPendingTests;
}

const long = process.argv.includes('--long');
const env: Record<string, string> = long ? { PARTICLEOS_LONG: '1' } : {};
for (const name of ['PARTICLEOS_ISO', 'PARTICLEOS_IMAGE', 'CI', 'XDG_CACHE_HOME']) {
  const value = process.env[name];
  if (value !== undefined) env[name] = value;
}
await check('types of every room', [bin('tsc'), '-b']);
await check('lint, import rules', [bin('oxlint'), '--type-aware', '--deny-warnings']);
await check('format', [bin('oxfmt'), '--check', '.']);
await suite('unit', env);
await suite('vm', env);
if (long) await suite('vm-long', env);
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
process.exitCode = total.failed === 0 ? 0 : 1;
