// SPDX-License-Identifier: Apache-2.0
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkAccess, keepAccess } from './keep-access.ts';
import { givenContext } from '../../execute/given-context.ts';

let root: string;
const context = givenContext();
const repository = 'r.example:5000/team/corona:stable';

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'access-'));
  await mkdir(join(root, 'certs'));
  await mkdir(join(root, 'etc'));
});
afterEach(() => rm(root, { recursive: true }));

async function authFile(auths: object): Promise<string> {
  const path = join(root, 'auth.json');
  await writeFile(path, JSON.stringify({ auths }));
  return path;
}

test('only the passwords that lead to the repository are kept, for root alone', async () => {
  const right = { 'r.example:5000': { auth: 'aG9zdA==' }, 'r.example:5000/team': { auth: 'dGVhbQ==' } };
  const wrong = {
    'r.example': {},
    'r.example:5000/tea': {},
    'r.example:5000/team/corona/x': {},
    'x.example': {},
  };
  const source = { repository, authFile: await authFile({ ...right, ...wrong }) };
  await keepAccess({ ...source, etc: join(root, 'etc'), within: root }, context);
  const kept = join(root, 'etc/ostree/auth.json');
  expect(JSON.parse(await readFile(kept, 'utf8'))).toEqual({ auths: right });
  expect((await stat(kept)).mode & 0o777).toBe(0o600);
});

test('certificates go where skopeo looks for those of this registry', async () => {
  for (const name of ['ca.crt', 'me.cert', 'me.key', 'README'])
    await writeFile(join(root, 'certs', name), name);
  const source = { repository, certDir: join(root, 'certs') };
  await keepAccess({ ...source, etc: join(root, 'etc'), within: root }, context);
  const kept = join(root, 'etc/containers/certs.d/r.example:5000');
  expect((await readdir(kept)).sort()).toEqual(['ca.crt', 'me.cert', 'me.key']);
  expect((await stat(join(kept, 'me.key'))).mode & 0o777).toBe(0o600);
});

test.each([
  ['as a text', { proxy: 'http://me:hunter2@proxy:3128' }],
  ['as a secret', { proxySecret: 'image-proxy' }],
])('the proxy is kept for root alone: %s', async (_, source) => {
  const secret = (name: string): string | undefined =>
    name === 'image-proxy' ? 'http://me:hunter2@proxy:3128' : undefined;
  await keepAccess({ repository, ...source, etc: join(root, 'etc'), within: root }, { ...context, secret });
  const kept = join(root, 'etc/particleos/proxy.conf');
  const line = (name: string): string => `${name}=http://me:hunter2@proxy:3128\n`;
  expect(await readFile(kept, 'utf8')).toBe(line('HTTPS_PROXY') + line('HTTP_PROXY'));
  expect((await stat(kept)).mode & 0o777).toBe(0o600);
});

test.each([
  ['no entry', async () => ({ authFile: await authFile({ 'x.example': {} }) }), /has no password for it/],
  ['no file', () => Promise.resolve({ authFile: '/nowhere/auth.json' }), /ENOENT/],
  ['no certificate', () => Promise.resolve({ certDir: join(root, 'certs') }), /has no \*\.crt/],
] as const)('%s: refused before the first write', async (_, source, message) => {
  const params = { repository, ...(await source()) };
  await expect(checkAccess(params, context)).rejects.toMatchObject({
    issue: {
      code: 'image-access-unusable',
      params: { registry: 'r.example:5000', message: expect.stringMatching(message) as unknown },
    },
  });
});

test('what is no JSON is not repeated: it may be a password', async () => {
  await writeFile(join(root, 'auth.json'), 'hunter2');
  const refusal: unknown = await checkAccess({ repository, authFile: join(root, 'auth.json') }, context).then(
    String,
    (error: unknown) => error,
  );
  expect(JSON.stringify(refusal)).toContain('is not JSON');
  expect(JSON.stringify(refusal)).not.toContain('hunter2');
});
