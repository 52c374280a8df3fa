// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { passedSockets } from '../../backend/server/passed-sockets.ts';
import { post } from '../tools/service-lab.ts';
import { spawnWithPort, spawnWithSocket } from '../tools/spawn-with-socket.ts';

const cli = fileURLToPath(new URL('../../backend/cli/installer.ts', import.meta.url));
let directory = '';

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'passed-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

test('sockets are known by their names; those for another process are none', () => {
  const names = (env: NodeJS.ProcessEnv): unknown => Object.fromEntries(passedSockets(env, 7));
  expect(names({ LISTEN_PID: '7', LISTEN_FDS: '1' })).toEqual({ service: 3 });
  const two = { LISTEN_FDS: '2', LISTEN_FDNAMES: 'service:kiosk' };
  expect(names({ LISTEN_PID: '7', ...two })).toEqual({ service: 3, kiosk: 4 });
  expect(names({ LISTEN_PID: '8', ...two })).toEqual({});
  expect(names({})).toEqual({});
});

async function saidBy(stream: NodeJS.ReadableStream | null, words: string): Promise<string> {
  let said = '';
  for await (const chunk of stream ?? []) {
    said += String(chunk);
    if (said.includes(words)) break;
  }
  return said;
}

test('serve answers on descriptor 3 as systemd passes it', async () => {
  const path = join(directory, 'service.sock');
  const child = await spawnWithSocket(path, [process.execPath, cli, 'serve']);
  try {
    await saidBy(child.stderr, 'listening');
    expect(await post(path, '/api/draft', '{}')).toMatchObject({ status: 200, body: { draft: null } });
  } finally {
    child.kill('SIGTERM');
  }
  const [code] = (await once(child, 'exit')) as [number];
  expect(code).toBe(0);
});

test("serve answers the kiosk's browser on the port that systemd passes, with the wizard's files", async () => {
  const renderer = join(directory, 'renderer');
  await mkdir(renderer);
  await writeFile(join(renderer, 'index.html'), '<!doctype html><title>A page of the test</title>');
  const argv = [process.execPath, cli, 'serve', '--renderer', renderer];
  const { child, port } = await spawnWithPort(join(directory, 'kiosk.sock'), argv);
  try {
    await saidBy(child.stderr, 'listening');
    const address = `http://127.0.0.1:${port}`;
    expect(await (await fetch(`${address}/`)).text()).toContain('A page of the test');
    const ask = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
    expect(await (await fetch(`${address}/api/draft`, ask)).json()).toEqual({ draft: null });
    const foreign = { ...ask, headers: { ...ask.headers, origin: 'https://evil.example.org' } };
    expect((await fetch(`${address}/api/draft`, foreign)).status).toBe(403);
  } finally {
    child.kill('SIGTERM');
  }
  const [code] = (await once(child, 'exit')) as [number];
  expect(code).toBe(0);
});

test('what the service starts does not get the sockets', async () => {
  const script = `
    const { RealRunner } = await import(process.argv[1]);
    const argv = ['ls', '/proc/self/fd'];
    process.stdout.write((await new RealRunner().run({ argv, timeoutMs: 10000 })).stdout + 'end');`;
  const module = fileURLToPath(new URL('../../backend/runner/real-runner.ts', import.meta.url));
  const argv = [process.execPath, '--input-type=module', '--eval', script, module];
  const { child } = await spawnWithPort(join(directory, 'other.sock'), argv);
  const open = (await saidBy(child.stdout, 'end')).split('\n').filter((line) => /^\d$/.test(line));
  // ls has its own three, and the directory it reads.
  expect(open).toEqual(['0', '1', '2', '3']);
});
