// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { link } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';

/** Node has no public word for a listener's descriptor. */
const handle = '_handle';

/** Starts a program with listeners from descriptor 3 on, as systemd does (sd_listen_fds(3)); nobody here accepts on them. */
function spawnWith(listeners: Readonly<Record<string, Server>>, argv: readonly string[]): ChildProcess {
  const all = Object.values(listeners);
  const fds = all.map((listener) => (listener as unknown as { [handle]: { fd: number } })[handle].fd);
  // The shell's number is the program's after exec.
  const names = Object.keys(listeners).join(':');
  const script = `LISTEN_PID=$$ LISTEN_FDS=${fds.length} LISTEN_FDNAMES=${names} exec "$@"`;
  const child = spawn('sh', ['-c', script, 'sh', ...argv], { stdio: ['ignore', 'pipe', 'pipe', ...fds] });
  for (const listener of all) listener.close();
  return child;
}

/** A Unix socket; its file outlives the listener. */
async function onPath(path: string): Promise<Server> {
  const listener = createServer().listen(`${path}.made`);
  await once(listener, 'listening');
  await link(`${path}.made`, path);
  return listener;
}

/** With the service's Unix socket. */
export async function spawnWithSocket(path: string, argv: readonly string[]): Promise<ChildProcess> {
  return spawnWith({ service: await onPath(path) }, argv);
}

/** With the service's Unix socket, and a free port of the loopback as the kiosk's. */
export async function spawnWithPort(
  path: string,
  argv: readonly string[],
): Promise<{ child: ChildProcess; port: number }> {
  const kiosk = createServer().listen(0, '127.0.0.1');
  await once(kiosk, 'listening');
  const { port } = kiosk.address() as AddressInfo;
  return { child: spawnWith({ service: await onPath(path), kiosk }, argv), port };
}
