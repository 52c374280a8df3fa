// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { link, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isSocketPassed } from '../../backend/server/listen-socket.ts';
import { post } from '../tools/service-lab.ts';

const cli = fileURLToPath(new URL('../../backend/cli/installer.ts', import.meta.url));
/** Node has no public word for a listener's descriptor. */
const handle = '_handle';
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

/** A listening socket that nobody here accepts on: the file outlives the listener that is closed. */
async function spawnWithSocket(argv: readonly string[]): Promise<{ child: ChildProcess; path: string }> {
  const path = join(directory, `${argv.length}.sock`);
  const listener = createServer().listen(`${path}.made`);
  await once(listener, 'listening');
  await link(`${path}.made`, path);
  const { fd } = (listener as unknown as { [handle]: { fd: number } })[handle];
  // The shell's number is the service's after exec, as with systemd.
  const script = 'LISTEN_PID=$$ LISTEN_FDS=1 exec "$@"';
  const child = spawn('sh', ['-c', script, 'sh', ...argv], { stdio: ['ignore', 'pipe', 'pipe', fd] });
  listener.close();
  return { child, path };
}

async function saidBy(stream: NodeJS.ReadableStream | null, words: string): Promise<string> {
  let said = '';
  for await (const chunk of stream ?? []) {
    said += String(chunk);
    if (said.includes(words)) break;
  }
  return said;
}

test('serve answers on descriptor 3 as systemd passes it', async () => {
  const { child, path } = await spawnWithSocket([process.execPath, cli, 'serve']);
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
  const { child } = await spawnWithSocket([
    process.execPath,
    '--input-type=module',
    '--eval',
    script,
    module,
  ]);
  const open = (await saidBy(child.stdout, 'end')).split('\n').filter((line) => /^\d$/.test(line));
  // ls has its own three, and the directory it reads.
  expect(open).toEqual(['0', '1', '2', '3']);
});
