// SPDX-License-Identifier: Apache-2.0
import { createServer, type Socket } from 'node:net';

/** A socket that one peer will connect to; the listener is gone after that. */
export interface Awaited {
  readonly connection: Promise<Socket>;
  close(): void;
}

/** Listens on a Unix socket before its peer is started: nothing to poll, and no byte is lost. */
export async function acceptOnce(path: string): Promise<Awaited> {
  const server = createServer();
  const { promise, resolve } = Promise.withResolvers<Socket>();
  server.once('connection', (socket) => {
    server.close();
    resolve(socket);
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(path, done);
  });
  return { connection: promise, close: () => server.close() };
}
