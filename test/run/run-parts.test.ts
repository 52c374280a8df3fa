// SPDX-License-Identifier: Apache-2.0
import { access, chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RealRunner } from '../../backend/runner/real-runner.ts';
import { LongState } from './long-state.ts';
import { outcomeSchema, type Outcome } from './outcome.ts';
import { runParts, type Part } from './run-parts.ts';
import { treeHash } from './tree-hash.ts';

let directory: string;
let file: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'parts-'));
  file = join(directory, 'out/long.json');
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const good: Outcome = { passed: 2, failed: 0, failures: [], skipped: [] };
const bad: Outcome = { passed: 1, failed: 1, failures: [{ name: 'z', error: 'no room' }], skipped: [] };

/** Runs parts with these outcomes; an Error stands for the end of the whole process there. */
async function run(
  tree: string,
  outcomes: Readonly<Record<string, Outcome | Error>>,
  options: { fresh?: boolean; treeAfter?: string; stands?: boolean } = {},
): Promise<{ ran: string[]; said: string[]; total: Outcome | null }> {
  const ran: string[] = [];
  const said: string[] = [];
  const parts = Object.entries(outcomes).map(([name, outcome]): Part => ({
    name,
    run: () => {
      ran.push(name);
      return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome);
    },
    ...(options.stands === undefined ? {} : { stands: () => Promise.resolve(options.stands === true) }),
  }));
  const state = await LongState.open(file, tree, options.fresh === true);
  const treeNow = (): Promise<string> => Promise.resolve(options.treeAfter ?? tree);
  const total = await runParts(parts, { state, treeNow, say: (line) => said.push(line) }).catch(() => null);
  return { ran, said, total };
}
const cut = new Error('killed');
const isNoted = (): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

describe('a long run', () => {
  test('that was cut goes on with what has not passed, and adds both up', async () => {
    expect(await run('t', { a: good, b: bad, c: good, d: cut })).toMatchObject({
      ran: ['a', 'b', 'c', 'd'],
      total: null,
    });
    const { ran, said, total } = await run('t', { a: good, b: good, c: good, d: good });
    expect(ran).toEqual(['b', 'd']);
    expect(total).toEqual({ passed: 8, failed: 0, failures: [], skipped: [] });
    expect(said.at(-1)).toBe('8 passed, 0 failed, 0 skipped');
    expect(said.at(-2)).toBe(
      'From an earlier run of the same sources, 2 parts: 4 passed, 0 failed, 0 skipped',
    );
    expect(said.join('\n')).toContain('== a: passed earlier (2 passed, 0 failed, 0 skipped)');
  });

  test('that passed whole is not resumed; one with a failure is', async () => {
    await run('t', { a: good, b: bad });
    expect((await run('t', { a: good, b: bad })).ran).toEqual(['b']);
    expect((await run('t', { a: good, b: good })).ran).toEqual(['b']);
    expect(await isNoted()).toBe(false);
    expect((await run('t', { a: good, b: good })).ran).toEqual(['a', 'b']);
  });

  test('starts over for other sources, and when asked to', async () => {
    await run('t', { a: good, b: cut });
    expect((await run('other', { a: good, b: cut })).ran).toEqual(['a', 'b']);
    expect((await run('t', { a: good, b: cut })).ran).toEqual(['a', 'b']);
    expect((await run('t', { a: good, b: cut }, { fresh: true })).ran).toEqual(['a', 'b']);
    expect((await run('t', { a: good, b: cut })).ran).toEqual(['b']);
  });

  test('keeps nothing of a part during which the sources changed', async () => {
    const { said } = await run('t', { a: good, b: cut }, { treeAfter: 'changed' });
    expect(said.join('\n')).toContain('is not kept');
    expect((await run('t', { a: good, b: cut })).ran).toEqual(['a', 'b']);
  });

  test('does again what left something that is gone', async () => {
    await run('t', { a: good, b: cut });
    expect((await run('t', { a: good, b: cut }, { stands: false })).ran).toEqual(['a', 'b']);
    expect((await run('t', { a: good, b: cut }, { stands: true })).ran).toEqual(['b']);
  });

  test.each(['', '{', '{"tree": "t"}', '{"tree": "t", "parts": {"a": 1}}', 'null'])(
    'does not believe a file with the text %s',
    async (text) => {
      await mkdir(join(directory, 'out'));
      await writeFile(file, text);
      expect((await run('t', { a: good })).ran).toEqual(['a']);
    },
  );

  test('names what failed, in its last lines', async () => {
    const { said } = await run('t', { a: bad });
    expect(said.slice(-3)).toEqual(['Failed:', '  z: no room', '1 passed, 1 failed, 0 skipped']);
  });

  test('names what was skipped, and why', async () => {
    const skipped = [
      { name: 'x', reason: 'no skopeo' },
      { name: 'y', reason: null },
    ];
    const { said } = await run('t', { a: { ...good, skipped } });
    expect(said.slice(-4)).toEqual([
      'Skipped:',
      '  x: no skopeo',
      '  y: no reason was given',
      '2 passed, 0 failed, 2 skipped',
    ]);
  });
});

describe('treeHash', () => {
  const git = (...words: string[]): Promise<unknown> =>
    new RealRunner().run({
      argv: ['git', '-C', directory, '-c', 'user.name=t', '-c', 'user.email=t@example.org', ...words],
      timeoutMs: 60_000,
    });
  const hash = (...others: string[]): Promise<string | null> => treeHash(directory, others);
  const write = (name: string, text: string): Promise<void> => writeFile(join(directory, name), text);

  beforeEach(async ({ skip }) => {
    await git('init', '--quiet').catch(() => skip('git is not installed'));
    await write('.gitignore', 'out/\n');
    await write('a', 'one');
    await git('add', '.');
    await git('commit', '--quiet', '--message=first');
  });

  test('knows the content, committed or not, and nothing of what is ignored', async () => {
    const first = await hash();
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    await mkdir(join(directory, 'out'));
    await write('out/x', 'ignored');
    expect(await hash()).toBe(first);
    await write('a', 'two');
    const second = await hash();
    expect(second).not.toBe(first);
    await git('commit', '--quiet', '--all', '--message=second');
    expect(await hash()).toBe(second);
    await write('a', 'one');
    expect(await hash()).toBe(first);
  });

  test('knows new and deleted files, links and what may be executed', async () => {
    const seen = [await hash()];
    await write('new', '');
    seen.push(await hash());
    await chmod(join(directory, 'new'), 0o755);
    seen.push(await hash());
    await rm(join(directory, 'new'));
    await symlink('a', join(directory, 'new'));
    seen.push(await hash());
    await rm(join(directory, 'a'));
    seen.push(await hash());
    expect(new Set(seen).size).toBe(seen.length);
  });

  test('knows what is given from elsewhere', async () => {
    await mkdir(join(directory, 'out'));
    await write('out/iso', 'one');
    const path = join(directory, 'out/iso');
    const first = await hash(path);
    expect(first).not.toBe(await hash());
    await write('out/iso', 'other');
    expect(await hash(path)).not.toBe(first);
  });

  test('is nothing where git knows nothing', async () => {
    await rm(join(directory, '.git'), { recursive: true });
    expect(await hash()).toBeNull();
  });
});

test('the reporter counts, keeps reasons, and sees a file that cannot be loaded', async () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  await writeFile(
    join(directory, 'a.test.ts'),
    `import { describe, expect, test } from 'vitest';
     test('good', () => expect(1).toBe(1));
     test('bad', () => expect(1).toBe(2));
     describe('group', () => test('noted', ({ skip }) => skip(true, 'no skopeo')));
     test.skip('plain', () => undefined);`,
  );
  await writeFile(join(directory, 'b.test.ts'), `import './not-there.ts';`);
  await writeFile(
    join(directory, 'c.test.ts'),
    `import { beforeAll, describe, test } from 'vitest';
     describe('group', () => {
       beforeAll(() => { throw new Error('no room\\nat all'); });
       test('later', () => undefined);
     });`,
  );
  await symlink(join(root, 'node_modules'), join(directory, 'node_modules'));
  const reporter = join(root, 'test/run/result-reporter.ts');
  await writeFile(
    join(directory, 'vitest.config.ts'),
    `import { ResultReporter } from '${reporter}';
     export default { test: { reporters: [new ResultReporter('${file}')] } };`,
  );
  const argv = [
    process.execPath,
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--root',
    directory,
  ] as const;
  await new RealRunner().run({ argv, cwd: directory, timeoutMs: 60_000, okExitCodes: [1] });
  expect(outcomeSchema.parse(JSON.parse(await readFile(file, 'utf8')))).toEqual({
    passed: 1,
    failed: 3,
    failures: [
      { name: 'a.test.ts: bad', error: 'expected 1 to be 2 // Object.is equality' },
      { name: 'b.test.ts', error: expect.stringContaining('not-there.ts') as string },
      { name: 'c.test.ts: group', error: 'no room' },
    ],
    skipped: [
      { name: 'a.test.ts: group > noted', reason: 'no skopeo' },
      { name: 'a.test.ts: plain', reason: null },
      { name: 'c.test.ts: group > later', reason: 'what was to come before it failed' },
    ],
  });
});
