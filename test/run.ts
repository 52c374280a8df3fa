// SPDX-License-Identifier: Apache-2.0
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CommandError } from '../backend/runner/command.ts';
import { RealRunner } from '../backend/runner/real-runner.ts';
import { Phases } from '../iso-builder/phases.ts';
import { LongState } from './run/long-state.ts';
import { outcomeSchema, type Outcome } from './run/outcome.ts';
import { runParts, type Part } from './run/run-parts.ts';
import { treeHash } from './run/tree-hash.ts';
import { buildMedium } from './vm/demo-build.ts';

/**
 * `npm test` and `npm run test:long`: the checks, then each suite; the last line reads "N passed, N failed, N skipped".
 * A check that fails counts as a failed test. A long run that was cut is continued by the next one: --fresh starts over.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const results = join(root, 'out/test');
const bin = (name: string): string => join(root, 'node_modules/.bin', name);
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const DEADLINE_MS = 6 * 3_600_000;

const { long, fresh } = parseArgs({
  options: { long: { type: 'boolean', default: false }, fresh: { type: 'boolean', default: false } },
}).values;

/** What a developer has ready; it is tested like the sources. */
const ready = ['PARTICLEOS_ISO', 'PARTICLEOS_IMAGE', 'PARTICLEOS_IMAGE_2'] as const;
const given = Object.fromEntries(
  [...ready, 'PARTICLEOS_VM_SLOTS', 'PARTICLEOS_OLD_ELECTRON', 'CI', 'XDG_CACHE_HOME'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  }),
);
const builds = !('PARTICLEOS_ISO' in given && 'PARTICLEOS_IMAGE' in given);
const medium = builds
  ? { PARTICLEOS_ISO: join(results, 'particleos.iso'), PARTICLEOS_IMAGE: join(results, 'image') }
  : {};

/** Runs a program with its output shown; true when it succeeded. */
async function shown(
  argv: readonly [string, ...string[]],
  more: Record<string, string> = {},
): Promise<boolean> {
  const env = { FORCE_COLOR: '0', ...(long ? { PARTICLEOS_LONG: '1' } : {}), ...given, ...more };
  try {
    await new RealRunner().run({ argv, cwd: root, env, timeoutMs: DEADLINE_MS, onLine: say });
    return true;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    if (error.reason !== 'exit') say(error.message);
    return false;
  }
}

/** Of a part that is one thing. */
function only(name: string, ok: boolean): Outcome {
  const failures = ok ? [] : [{ name, error: 'see above' }];
  return { passed: ok ? 1 : 0, failed: failures.length, failures, skipped: [] };
}

function check(name: string, argv: readonly [string, ...string[]]): Part {
  return { name: `check: ${name}`, run: async () => only(name, await shown(argv)) };
}

/** A project of vitest.config.ts, or one file of it. */
function suite(project: string, file: readonly string[] = [], env: Record<string, string> = {}): Part {
  const run = async (): Promise<Outcome> => {
    // Of this process: what a run that was cut left behind may still be writing its own.
    const result = join(results, `result-${process.pid}.json`);
    const argv = [bin('vitest'), 'run', '--project', project, ...file] as const;
    const ok = await shown(argv, { ...env, PARTICLEOS_RESULT: result });
    const text = await readFile(result, 'utf8').catch(() => 'null');
    await rm(result, { force: true });
    const parsed = outcomeSchema.safeParse(JSON.parse(text));
    if (!parsed.success) return only([project, ...file].join(' '), false);
    return { ...parsed.data, failed: Math.max(parsed.data.failed, ok ? 0 : 1) };
  };
  return { name: `suite: ${[project, ...file].join(' ')}`, run };
}

/** What tells the ISO and the image at hand from any others: the digest in one, size and time of the other. */
async function mediumNow(): Promise<string | null> {
  try {
    const { size, mtimeMs } = await stat(join(results, 'particleos.iso'));
    return JSON.stringify([size, mtimeMs, await readFile(join(results, 'image/index.json'), 'utf8')]);
  } catch {
    return null;
  }
}
const mediumFile = join(results, 'medium.json');

/** Built once for every file of VM tests, not once by each. */
const build: Part = {
  name: 'build: image and ISO',
  run: async () => {
    try {
      await buildMedium(new Phases('tests', say), results, say);
      await writeFile(mediumFile, (await mediumNow()) ?? '');
      return only('build', true);
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
      return only('build', false);
    }
  },
  stands: async () => (await mediumNow()) === (await readFile(mediumFile, 'utf8').catch(() => '')),
};
const hasMedium = async (): Promise<boolean> => !builds || (await build.stands?.()) === true;

/** One part a file, so that each is noted when it ends. Without image and ISO none is begun. */
async function vmSuites(): Promise<Part[]> {
  const names = (await readdir(join(root, 'test/vm')))
    .filter((name) => name.endsWith('.vm.test.ts'))
    .toSorted();
  const isLong = (name: string): boolean => name.endsWith('.long.vm.test.ts');
  const files = [...names.filter((name) => !isLong(name)), ...(long ? names.filter(isLong) : [])];
  return files.map((name) => {
    const part = suite(isLong(name) ? 'vm-long' : 'vm', [`test/vm/${name}`], medium);
    const run = async (): Promise<Outcome> => {
      if (await hasMedium()) return part.run();
      say('not run: there is no image and ISO');
      return only(name, false);
    };
    return { ...part, run };
  });
}

/** Opens what an earlier long run left, and says so. */
async function openState(): Promise<LongState | null> {
  const tree = long ? await treeNow() : null;
  if (tree === null) return null;
  const state = await LongState.open(join(results, 'long.json'), tree, fresh);
  if (state.size > 0)
    say(
      `${state.size} parts passed in an earlier run of these sources and are left out; --fresh starts over`,
    );
  return state;
}

function treeNow(): Promise<string | null> {
  return treeHash(
    root,
    ready.flatMap((name) => given[name] ?? []),
  );
}

const parts = [
  check('types of every room', [bin('tsc'), '-b']),
  check('lint, import rules', [bin('oxlint'), '--type-aware', '--deny-warnings']),
  check('format', [bin('oxfmt'), '--check', '.']),
  suite('unit'),
  suite('e2e'),
  // It skips where there is no Electron to run it with.
  suite('electron'),
  ...(builds ? [build] : []),
  ...(await vmSuites()),
];
const { failed } = await runParts(parts, { state: await openState(), treeNow, say });
process.exitCode = failed === 0 ? 0 : 1;
