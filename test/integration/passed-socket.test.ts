// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isSocketPassed } from '../../backend/server/listen-socket.ts';
import { post } from '../tools/service-lab.ts';
import { spawnWithSocket } from '../tools/spawn-with-socket.ts';

const cli = fileURLToPath(new URL('../../backend/cli/installer.ts', import.meta.url));
let directory = '';

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'passed-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

test('a socket for another process is none', () => {
  expect(isSocketPassed({ LISTEN_PID: '7', LISTEN_FDS: '1' }, 7)).toBe(true);
  expect(isSocketPassed({ LISTEN_PID: '8', LISTEN_FDS: '1' }, 7)).toBe(false);
  expect(isSocketPassed({ LISTEN_PID: '7', LISTEN_FDS: '2' }, 7)).toBe(false);
  expect(isSocketPassed({}, 7)).toBe(false);
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

test('what the service starts does not get the socket', async () => {
  const script = `
    const { RealRunner } = await import(process.argv[1]);
    const argv = ['ls', '/proc/self/fd'];
    process.stdout.write((await new RealRunner().run({ argv, timeoutMs: 10000 })).stdout + 'end');`;
  const module = fileURLToPath(new URL('../../backend/runner/real-runner.ts', import.meta.url));
  const argv = [process.execPath, '--input-type=module', '--eval', script, module];
  const child = await spawnWithSocket(join(directory, 'other.sock'), argv);
  const open = (await saidBy(child.stdout, 'end')).split('\n').filter((line) => /^\d$/.test(line));
  // ls has its own three, and the directory it reads.
  expect(open).toEqual(['0', '1', '2', '3']);
});
