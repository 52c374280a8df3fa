// SPDX-License-Identifier: Apache-2.0
import { chmod, mkdir, mkdtemp, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RealRunner } from '../../backend/runner/real-runner.ts';
import { addFileHook, parseAddedFile } from './added-file.ts';

let directory: string;
let root: string;
beforeEach(async () => {
  // A name that a shell would take apart.
  directory = await mkdtemp(join(tmpdir(), `added file's:`));
  root = join(directory, 'root');
  await mkdir(join(root, 'usr/bin'), { recursive: true });
  await symlink('usr/bin', join(root, 'bin'));
  await writeFile(join(directory, 'bootc'), 'program');
  await chmod(join(directory, 'bootc'), 0o4750);
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** As mmdebstrap(1), "HOOKS", runs it: by the shell, with the root as $1. */
async function add(source: string, path: string): Promise<void> {
  const hook = addFileHook(await parseAddedFile(`${join(directory, source)}:${path}`));
  await new RealRunner().run({ argv: ['sh', '-c', hook, 'hook', root], timeoutMs: 60_000 });
}

test('a file keeps its mode and goes where a link of the image leads', async () => {
  await add('bootc', '/bin/bootc');
  const path = join(root, 'usr/bin/bootc');
  expect(await readFile(path, 'utf8')).toBe('program');
  expect((await stat(path)).mode & 0o7777).toBe(0o4750);
  expect((await stat(path)).uid).toBe(process.getuid?.());
});

test('directories on the way are made; a link is followed when it is what was named', async () => {
  await symlink('bootc', join(directory, 'link'));
  await add('link', '/usr/lib/bootc/bin/bootc');
  expect((await stat(join(root, 'usr/lib/bootc/bin/bootc'))).isFile()).toBe(true);
});

test('a directory is merged with that of the image, links in it stay links', async () => {
  await mkdir(join(directory, 'tree/bin'), { recursive: true });
  await writeFile(join(directory, 'tree/bin/b'), 'new');
  await symlink('bin/b', join(directory, 'tree/c'));
  await writeFile(join(root, 'usr/bin/a'), 'old');
  await writeFile(join(root, 'usr/bin/b'), 'old');
  await add('tree', '/usr');
  expect(await readFile(join(root, 'usr/bin/a'), 'utf8')).toBe('old');
  expect(await readFile(join(root, 'usr/bin/b'), 'utf8')).toBe('new');
  expect(await readlink(join(root, 'usr/c'))).toBe('bin/b');
});

test('a link in its place is replaced, what it leads to stays', async () => {
  await writeFile(join(directory, 'elsewhere'), 'mine');
  await symlink(join(directory, 'elsewhere'), join(root, 'usr/bin/bootc'));
  await add('bootc', '/usr/bin/bootc');
  expect(await readFile(join(directory, 'elsewhere'), 'utf8')).toBe('mine');
  expect(await readFile(join(root, 'usr/bin/bootc'), 'utf8')).toBe('program');
});

test.each(['/usr/out/bootc', '/usr/out'])('nothing is written out of the image: %s', async (path) => {
  await mkdir(join(directory, 'elsewhere'));
  await mkdir(join(directory, 'tree'));
  await symlink(join(directory, 'elsewhere'), join(root, 'usr/out'));
  await expect(add('tree', path)).rejects.toThrow('leads out of the image');
});

test.each([
  ['bootc', /SOURCE:PATH is wanted/],
  [':/usr/bin/bootc', /SOURCE:PATH is wanted/],
  ['bootc:usr/bin/bootc', /SOURCE:PATH is wanted/],
  ['bootc:/', /that of the whole image/],
  ['bootc:/usr/local/bin/bootc', /nothing that an image holds there/],
  ['bootc:/usr/../var/bootc', /nothing that an image holds there/],
  ['/nowhere/bootc:/usr/bin/bootc', /^--file \/nowhere\S* \/nowhere\/bootc cannot be read$/],
])('%s is refused before anything is built', async (text, words) => {
  await expect(parseAddedFile(text)).rejects.toThrow(words);
});
