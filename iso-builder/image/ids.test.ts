// SPDX-License-Identifier: Apache-2.0
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RealRunner } from '../../backend/runner/real-runner.ts';
import { checkIds, saveIds } from './ids.ts';

const base = {
  passwd: 'root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n',
  group: 'root:x:0:\nusers:x:100:\n',
};
const pinned = {
  passwd: 'sshd:x:990:65534:sshd user:/run/sshd:/usr/sbin/nologin\n_tcp:x:989:989::/:/usr/sbin/nologin\n',
  group: 'users:x:100:\n_tcp:x:989:\n',
};

let root: string;
let ids: string;
let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'ids-'));
  root = join(directory, 'root');
  ids = join(directory, 'ids');
  await mkdir(join(root, 'etc'), { recursive: true });
  await mkdir(ids);
  await put(join(root, 'etc'), base);
  await put(ids, pinned);
});
afterEach(() => rm(directory, { recursive: true, force: true }));

async function put(
  where: string,
  files: Readonly<Partial<Record<'passwd' | 'group', string>>>,
): Promise<void> {
  for (const [name, text] of Object.entries(files)) await writeFile(join(where, name), text);
}

const etc = (name: string): Promise<string> => readFile(join(root, 'etc', name), 'utf8');
const pin = (): Promise<unknown> =>
  new RealRunner().run({
    argv: [fileURLToPath(new URL('pin-ids.sh', import.meta.url)), root, ids],
    timeoutMs: 60_000,
  });

test('pinned names are there before any package asks; what Debian has is left alone', async () => {
  await pin();
  expect(await etc('passwd')).toBe(base.passwd + pinned.passwd);
  expect(await etc('group')).toBe(`${base.group}_tcp:x:989:\n`);
  await checkIds(root, ids);
  await pin();
  expect(await etc('passwd')).toBe(base.passwd + pinned.passwd);
});

test('a name that another begins with is another name', async () => {
  await put(ids, { passwd: 'roo:x:988:988::/:/bin/false\n' });
  await pin();
  expect(await etc('passwd')).toContain('\nroo:x:988:988:');
});

test('no pinned ids are no fault', async () => {
  await rm(ids, { recursive: true });
  await pin();
  await checkIds(root, ids);
  expect(await etc('passwd')).toBe(base.passwd);
});

test.each([
  ['passwd', 'sshd:x:991:65534::/:/bin/false\n', /^passwd: sshd has id 991:65534, pinned is 990:65534/],
  ['passwd', 'sshd:x:990:33::/:/bin/false\n', /^passwd: sshd has id 990:33, pinned is 990:65534/],
  ['passwd', '', /^passwd: sshd has id \(none\)/],
  ['group', 'users:x:100:\n_tcp:x:988:\n', /^group: _tcp has id 988, pinned is 989/],
] as const)('a build with another id in %s fails: %j', async (file, text, message) => {
  await put(root + '/etc', { ...pinned, [file]: text });
  await expect(checkIds(root, ids)).rejects.toThrow(message);
});

test('what a build saves pins the next one: system ids, no people, not what Debian fixes', async () => {
  await put(root + '/etc', {
    passwd: `${base.passwd}_new:x:101:102::/:/bin/false\nada:x:1000:1000::/home/ada:/bin/bash\n`,
    group: `${base.group}_new:x:102:\nada:x:1000:\nlast:x:999:\n`,
  });
  const saved = join(directory, 'saved/deep');
  await saveIds(root, saved);
  expect(await readFile(join(saved, 'passwd'), 'utf8')).toBe('_new:x:101:102::/:/bin/false\n');
  expect(await readFile(join(saved, 'group'), 'utf8')).toBe('users:x:100:\n_new:x:102:\nlast:x:999:\n');
  await put(root + '/etc', base);
  ids = saved;
  await pin();
  await checkIds(root, saved);
});
