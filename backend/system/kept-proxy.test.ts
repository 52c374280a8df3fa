// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { proxyFile } from '../../core/plan/proxy-file.ts';
import { keptProxy } from './kept-proxy.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'proxy-'));
});
afterEach(() => rm(directory, { recursive: true }));

async function read(text: string): Promise<Record<string, string>> {
  const file = join(directory, 'proxy.conf');
  await writeFile(file, text);
  return keptProxy(file);
}

test.each([
  ['http://proxy.example.org:3128', 'http://proxy.example.org:3128'],
  [`http://me:a"b'c\\d$e#f\`g@proxy:1`, 'http://me:a%22b%27c%5cd%24e%23f%60g@proxy:1'],
])('what an install wrote is what updates go through: %s', async (proxy, url) => {
  expect(await read(proxyFile(proxy))).toEqual({ HTTPS_PROXY: url, HTTP_PROXY: url });
});

test('who edits it may quote, and name what needs no proxy; nothing else is taken over', async () => {
  expect(await read('# ours\nHTTPS_PROXY="http://a:1"\nNO_PROXY=b\nHTTP_PROXY=\nLD_PRELOAD=/x\n')).toEqual({
    HTTPS_PROXY: 'http://a:1',
    NO_PROXY: 'b',
  });
});

test('a system without one has none', async () => {
  expect(await keptProxy(join(directory, 'nothing'))).toEqual({});
});
