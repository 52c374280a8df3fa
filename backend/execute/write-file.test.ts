// SPDX-License-Identifier: Apache-2.0
import { chmod, link, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeFileWhole } from './write-file.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'write-'));
});
afterEach(() => rm(directory, { recursive: true }));

const at = (name: string): string => join(directory, name);

test('makes parents, gives the mode whatever the umask is, leaves nothing beside it', async () => {
  const before = process.umask(0o077);
  try {
    await writeFileWhole(at('a/b/c'), 'text\n', 0o644);
  } finally {
    process.umask(before);
  }
  expect((await stat(at('a/b/c'))).mode & 0o7777).toBe(0o644);
  expect(await readFile(at('a/b/c'), 'utf8')).toBe('text\n');
  expect(await readdir(at('a/b'))).toEqual(['c']);
});

test('never writes through a hard link or a symbolic link', async () => {
  await writeFile(at('object'), 'in the repository');
  await link(at('object'), at('hard'));
  await symlink('object', at('soft'));
  await writeFileWhole(at('hard'), 'new', 0o600);
  await writeFileWhole(at('soft'), 'new', 0o600);
  expect(await readFile(at('object'), 'utf8')).toBe('in the repository');
  expect(await readFile(at('hard'), 'utf8')).toBe('new');
  expect((await stat(at('soft'))).mode & 0o777).toBe(0o600);
});

test('what a run that was cut off left behind does not disturb', async () => {
  await writeFile(at('x.particleos-new'), 'half');
  await chmod(at('x.particleos-new'), 0o777);
  await writeFileWhole(at('x'), 'whole', 0o600);
  expect(await readFile(at('x'), 'utf8')).toBe('whole');
  expect((await stat(at('x'))).mode & 0o777).toBe(0o600);
});
