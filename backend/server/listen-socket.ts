// SPDX-License-Identifier: Apache-2.0
import { chmod, rm } from 'node:fs/promises';
import type { Server } from 'node:net';

/** The first descriptor that systemd passes (sd_listen_fds(3), SD_LISTEN_FDS_START). */
const FIRST_FD = 3;

/** Whether systemd passed one socket to this very process: the variables are inherited, so the number is compared. */
export function isSocketPassed(env: NodeJS.ProcessEnv, pid: number): boolean {
  return env['LISTEN_PID'] === String(pid) && env['LISTEN_FDS'] === '1';
}

/**
 * Listens on the socket that systemd passed, else on a path; never on TCP. Throws when there is neither, or the path is
 * taken by something else than a socket without a listener.
 */
export async function listenSocket(server: Server, path: string | undefined): Promise<string> {
  if (path === undefined) {
    await listenPassed(server);
    return 'the socket of systemd';
  }
  const before = process.umask(0o117);
  try {
    await listening(server, () => server.listen(path));
  } catch (error) {
    if (!(await isStale(error, path))) throw error;
    await rm(path, { force: true });
    await listening(server, () => server.listen(path));
  } finally {
    process.umask(before);
  }
  await chmod(path, 0o660);
  return path;
}

/** Listens on what systemd passed, whatever its family. Throws when it passed nothing. */
export async function listenPassed(server: Server): Promise<void> {
  if (!isSocketPassed(process.env, process.pid)) throw new Error('no socket was passed by systemd');
  // What we start must not believe that it was passed one too.
  for (const name of ['LISTEN_PID', 'LISTEN_FDS', 'LISTEN_FDNAMES']) delete process.env[name];
  await listening(server, () => server.listen({ fd: FIRST_FD }));
}

/** Starts to listen. Rejects when that fails. */
export async function listening(server: Server, start: () => void): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve).once('error', reject);
    start();
  });
  server.removeAllListeners('error');
}

/** Of a service that was killed: nobody answers there. */
async function isStale(error: unknown, path: string): Promise<boolean> {
  if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) return false;
  const { connect } = await import('node:net');
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.on('connect', () => {
      socket.destroy();
      resolve(false);
    });
    socket.on('error', (refused: NodeJS.ErrnoException) => resolve(refused.code === 'ECONNREFUSED'));
  });
}
