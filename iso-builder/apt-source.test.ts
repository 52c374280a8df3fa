// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aptSource } from './apt-source.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sources-'));
  await writeFile(join(directory, 'key.asc'), 'a key');
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** KEY stands for a key file that is there. */
const withKey = (text: string): string => text.replaceAll('KEY', join(directory, 'key.asc'));
async function file(text: string): Promise<string> {
  const path = join(directory, 'bootc.sources');
  await writeFile(path, withKey(text));
  return path;
}

const inlineKey = `Types: deb
URIs: http://a
Suites: x
Components: main
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 -----END PGP PUBLIC KEY BLOCK-----
`;

test.each(['deb [arch=amd64 signed-by=KEY] http://a x main', 'deb [trusted=yes] copy:/srv/debs ./'])(
  'a line goes to mmdebstrap as it is: %s',
  async (line) => {
    expect(await aptSource(withKey(line))).toBe(withKey(line));
  },
);

test.each([
  '# ours\n\ndeb [signed-by=KEY] http://a x main\n',
  'Types: deb\nURIs: http://a\nSuites: x\nComponents: main\nSigned-By: KEY\n',
  'Types: deb\nURIs: http://a\nSuites: ./\nTrusted: yes\n',
  inlineKey,
])('a file goes there by its path: %j', async (text) => {
  const path = await file(text);
  expect(await aptSource(path)).toBe(path);
});

test.each([
  ['deb http://a x main', /it names no key/],
  ['deb [arch=amd64] http://a x main', /it names no key/],
  ['deb [signed-by=/nowhere/key] http://a x main', /the key \/nowhere\/key cannot be read/],
  ['deb [signed-by=0123ABCD] http://a x main', /must be the absolute path of a file/],
  ['deb [signed-by=KEY,/nowhere/key] http://a x main', /the key \/nowhere\/key cannot be read/],
  ['/nowhere/bootc.sources', /neither a line that begins with "deb" nor a file/],
])('%s is refused before anything is built', async (source, words) => {
  await expect(aptSource(withKey(source))).rejects.toThrow(words);
});

test.each([
  ['', /there is no source in it/],
  ['deb-src [signed-by=KEY] http://a x main\n', /there is no source in it/],
  [
    'Types: deb\nURIs: http://a\nSuites: x\nSigned-By: KEY\n\nTypes: deb\nURIs: http://b\nSuites: x\n',
    /it names no key/,
  ],
])('a file with %j is refused', async (text, words) => {
  await expect(aptSource(await file(text))).rejects.toThrow(words);
});
