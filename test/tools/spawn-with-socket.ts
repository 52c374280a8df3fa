// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { link } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';

/** Node has no public word for a listener's descriptor. */
const handle = '_handle';

/** Starts a program with a listener as descriptor 3, as systemd does (sd_listen_fds(3)); nobody here accepts on it. */
function spawnWith(listener: Server, argv: readonly string[]): ChildProcess {
  const { fd } = (listener as unknown as { [handle]: { fd: number } })[handle];
  // The shell's number is the program's after exec.
  const script = 'LISTEN_PID=$$ LISTEN_FDS=1 exec "$@"';
  const child = spawn('sh', ['-c', script, 'sh', ...argv], { stdio: ['ignore', 'pipe', 'pipe', fd] });
  listener.close();
  return child;
}

/** With a Unix socket; its file outlives the listener that is closed here. */
export async function spawnWithSocket(path: string, argv: readonly string[]): Promise<ChildProcess> {
  const listener = createServer().listen(`${path}.made`);
  await once(listener, 'listening');
  await link(`${path}.made`, path);
  return spawnWith(listener, argv);
}

/** With a free port of the loopback. */
export async function spawnWithPort(argv: readonly string[]): Promise<{ child: ChildProcess; port: number }> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  return { child: spawnWith(listener, argv), port };
}
