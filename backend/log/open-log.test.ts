// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newestLog, openLog } from './open-log.ts';
import { secretGuard } from './secret-guard.ts';

let directory: string;
beforeEach(async () => {
  directory = join(await mkdtemp(join(tmpdir(), 'log-')), 'logs');
});
afterEach(() => rm(join(directory, '..'), { recursive: true }));

const options = (): { directory: string; keepFiles: number; maxBytes: number } => ({
  directory,
  keepFiles: 3,
  maxBytes: 4096,
});

test('lines are JSON, the file and its directory are for root only', async () => {
  const log = await openLog({ ...options(), runId: 'abc' });
  log.write({ event: 'step', id: 'mkfs' });
  log.write({ event: 'oh' }, 'error');
  await log.close();
  log.write({ event: 'after the end' });
  const lines = (await readFile(log.file, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  expect(lines).toMatchObject([
    { level: 30, event: 'step', id: 'mkfs' },
    { level: 50, event: 'oh' },
  ]);
  expect((await stat(log.file)).mode & 0o777).toBe(0o600);
  expect((await stat(directory)).mode & 0o777).toBe(0o700);
  expect(log.file).toMatch(/-abc\.jsonl$/);
});

test('the newest runs stay, other files are left alone', async () => {
  const files: string[] = [];
  for (let run = 0; run < 5; run += 1) {
    const log = await openLog({ ...options(), runId: `run-${run}` });
    files.push(log.file);
    await log.close();
    await writeFile(join(directory, 'notes.txt'), '');
    await new Promise((later) => {
      setTimeout(later, 3);
    });
  }
  expect((await readdir(directory)).sort()).toEqual([
    ...files.slice(2).map((file) => file.slice(directory.length + 1)),
    'notes.txt',
  ]);
  expect(await newestLog(directory)).toBe(files.at(-1));
  expect(await newestLog('/nowhere')).toBeNull();
});

test('a full log says so and still takes the error', async () => {
  const log = await openLog(options());
  for (let at = 0; at < 200; at += 1) log.write({ event: 'output', line: `line ${at}` });
  log.write({ event: 'failed' }, 'error');
  await log.close();
  const text = await readFile(log.file, 'utf8');
  const events = text
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { event: string }).event);
  expect(events.slice(-2)).toEqual(['log-cut', 'failed']);
  expect(text.length).toBeLessThanOrEqual(4096);
});

test('a canary never reaches the file, however it is wrapped', async () => {
  const canary = 'c4n"@ry\\päss wörd';
  const log = await openLog({ ...options(), secrets: [canary] });
  log.write({ event: 'a', value: canary, nested: { json: JSON.stringify({ canary }) } });
  log.write({ event: 'b', [canary]: 1 });
  await log.close();
  const text = await readFile(log.file, 'utf8');
  expect(text).toContain('[secret]');
  for (const piece of [canary, JSON.stringify(canary).slice(1, -1), '@ry']) expect(text).not.toContain(piece);
});

test('any secret: the line stays JSON and no text in it holds the secret', () => {
  const cases = fc.tuple(fc.string({ minLength: 6 }), fc.string(), fc.string());
  fc.assert(
    fc.property(cases, ([secret, before, after]) => {
      const record = { level: 30, msg: before + secret + after, nested: JSON.stringify([secret]) };
      const parsed = JSON.parse(secretGuard([secret])(`${JSON.stringify(record)}\n`)) as object;
      const pieces = Object.values(parsed).flatMap((value) => String(value).split('[secret]'));
      expect(pieces.filter((piece) => piece.includes(secret))).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

test('a secret that breaks the line makes it vanish', () => {
  const line = '{"level":30,"msg":"x"}\n';
  expect(secretGuard(['"'])(line)).toBe('{"level":40,"event":"withheld","msg":"[secret]"}\n');
  expect(secretGuard([''])(line)).toBe(line);
});
