// SPDX-License-Identifier: Apache-2.0
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RealRunner } from '../backend/runner/real-runner.ts';
import { RecordingRunner } from '../backend/runner/recording-runner.ts';
import { debianRoot, type DebianRoot } from './mmdebstrap.ts';

let directory: string;
let cache: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'mmdebstrap-'));
  // A name that a shell would take apart, expand or end a text at.
  cache = join(directory, `it's a $HOME "cache" \`id\``);
});
afterEach(() => rm(directory, { recursive: true, force: true }));

async function argvOf(change: Partial<DebianRoot> = {}): Promise<string[]> {
  const runner = new RecordingRunner();
  const what: DebianRoot = {
    suite: 'trixie',
    mirrors: ['deb http://a trixie main', 'deb http://b trixie-security main'],
    packages: ['dracut', 'ostree'],
    directory: join(directory, 'root'),
    cache,
    allowExpired: false,
    essentialHooks: ['pin "$1"'],
    customizeHooks: ['copy "$1"', 'finish "$1"'],
    ...change,
  };
  await debianRoot(runner, what, () => undefined);
  expect(runner.commands.map(({ env }) => env)).toEqual([{ INITRD: 'No' }]);
  return [...(runner.commands[0]?.argv ?? [])];
}

const hooks = (argv: readonly string[], kind: string): string[] =>
  argv.flatMap((word) => (word.startsWith(`--${kind}-hook=`) ? [word.slice(`--${kind}-hook=`.length)] : []));

test('suite, root and sources come last, in this order; packages are one list', async () => {
  const argv = await argvOf();
  expect(argv[0]).toBe('mmdebstrap');
  expect(argv.slice(-5)).toEqual([
    '--include=dracut,ostree',
    'trixie',
    join(directory, 'root'),
    'deb http://a trixie main',
    'deb http://b trixie-security main',
  ]);
});

test('an expired Release file is accepted only when asked', async () => {
  const option = '--aptopt=Acquire::Check-Valid-Until "false"';
  expect(await argvOf()).not.toContain(option);
  expect(await argvOf({ allowExpired: true })).toContain(option);
});

test('own hooks run in their order, after the packages were put away', async () => {
  const argv = await argvOf();
  expect(hooks(argv, 'essential')).toEqual(['pin "$1"']);
  expect(hooks(argv, 'customize').slice(1)).toEqual(['copy "$1"', 'finish "$1"']);
});

test('packages go from the cache to where apt looks, and new ones back, whatever the cache is called', async () => {
  const argv = await argvOf();
  const root = join(directory, 'root');
  const archives = join(root, 'var/cache/apt/archives');
  /** As mmdebstrap(1), "HOOKS", runs them: by the shell, with the root as $1. */
  const run = (hook: string | undefined): Promise<unknown> =>
    new RealRunner().run({ argv: ['sh', '-c', hook ?? 'exit 9', 'hook', root], timeoutMs: 60_000 });
  const [setup] = hooks(argv, 'setup');
  const [putAway] = hooks(argv, 'customize');

  await run(setup);
  expect(await readdir(archives)).toEqual([]);
  await writeFile(join(archives, 'a_1_amd64.deb'), 'a');
  await writeFile(join(archives, 'lock'), '');
  await run(putAway);
  expect(await readdir(cache)).toEqual(['a_1_amd64.deb']);
  expect(await readdir(archives)).toEqual(['lock']);

  await rm(root, { recursive: true });
  await run(setup);
  expect(await readdir(archives)).toEqual(['a_1_amd64.deb']);
  // Links, not copies: two builds at a time need the room once.
  const [there, kept] = await Promise.all(
    [archives, cache].map((place) => stat(join(place, 'a_1_amd64.deb'))),
  );
  expect(there?.ino).toBe(kept?.ino);
  await mkdir(join(archives, 'partial'));
  await writeFile(join(archives, 'b_1_amd64.deb'), 'b');
  await run(putAway);
  expect((await readdir(cache)).toSorted()).toEqual(['a_1_amd64.deb', 'b_1_amd64.deb']);
});
