// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RealRunner } from '../runner/real-runner.ts';
import { lockRun } from './lock-run.ts';

const runActive = { issue: { code: 'run-active' } };
let directory = '';
let lock = '';

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lock-'));
  lock = join(directory, 'apply.lock');
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** Ends like a crash: with the lock held. */
async function crashed(): Promise<string> {
  const module = fileURLToPath(new URL('lock-run.ts', import.meta.url));
  const script = `const { lockRun } = await import(process.argv[1]); await lockRun(process.argv[2]); process.kill(process.pid, 'SIGKILL');`;
  const argv = [process.execPath, '--input-type=module', '--eval', script, module, directory] as const;
  await expect(new RealRunner().run({ argv, timeoutMs: 60_000 })).rejects.toMatchObject({ reason: 'signal' });
  return readFile(lock, 'utf8');
}

async function ownStart(): Promise<string> {
  const release = await lockRun(directory);
  const text = await readFile(lock, 'utf8');
  await release();
  return text.trim().split(' ')[1] ?? '';
}

describe('lockRun', () => {
  test('holds until it is released, and leaves nothing', async () => {
    const release = await lockRun(directory);
    expect(await readFile(lock, 'utf8')).toMatch(new RegExp(String.raw`^${process.pid} \d+\n$`));
    await expect(lockRun(directory)).rejects.toMatchObject(runActive);
    await release();
    expect(await readdir(directory)).toEqual([]);
    await (
      await lockRun(directory)
    )();
  });

  test('one of many gets it', async () => {
    const tried = await Promise.allSettled(Array.from({ length: 50 }, () => lockRun(directory)));
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await readdir(directory)).toEqual(['apply.lock']);
  });

  test('a crash does not hold it, and again one of many gets it', async () => {
    const [pid, started] = (await crashed()).trim().split(' ');
    const tried = await Promise.allSettled(Array.from({ length: 50 }, () => lockRun(directory)));
    const got = tried.filter((result) => result.status === 'fulfilled');
    expect(got).toHaveLength(1);
    const after = `apply.lock.after-${pid}-${started}`;
    expect((await readdir(directory)).toSorted()).toEqual(['apply.lock', after]);
    await got[0]?.value();
    expect(await readdir(directory)).toEqual(['apply.lock']);
  });

  test('a living process that only has the number of the holder does not hold it', async () => {
    const started = Number(await ownStart());
    await writeFile(lock, `${process.pid} ${started - 1}\n`);
    const release = await lockRun(directory);
    await expect(lockRun(directory)).rejects.toMatchObject(runActive);
    await release();
    await writeFile(lock, `${process.pid} ${started}\n`);
    await expect(lockRun(directory)).rejects.toMatchObject(runActive);
  });

  test.each(['', 'what is this?', '1'])('a lock with the text "%s" is nobody\'s', async (text) => {
    await writeFile(lock, text);
    await writeFile(`${lock}.after-nobody`, text);
    await lockRun(directory);
    await expect(lockRun(directory)).rejects.toMatchObject(runActive);
  });
});
