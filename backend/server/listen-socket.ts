// SPDX-License-Identifier: Apache-2.0
import { chmod, rm } from 'node:fs/promises';
import type { Server } from 'node:net';

/**
 * Listens on the Unix socket that systemd passed, by its descriptor, else on a path. Throws when there is neither, or the path
 * is taken by something else than a socket without a listener.
 */
export async function listenSocket(
  server: Server,
  path: string | undefined,
  passed?: number,
): Promise<string> {
  if (path === undefined) {
    if (passed === undefined) throw new Error('no socket was passed by systemd');
    await listening(server, () => server.listen({ fd: passed }));
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
