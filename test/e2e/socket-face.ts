// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serveRenderer } from './fake-backend/serve-renderer.ts';
import { E2E_RENDERER } from './places.ts';

/** The wizard's files on localhost, with everything under /api/ forwarded to a service behind a Unix socket. */
export async function socketFace(socketPath: string): Promise<{ url: string } & AsyncDisposable> {
  const serveFile = serveRenderer(E2E_RENDERER);
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/api/') !== true) return serveFile(request, response);
    const { url, method, headers } = request;
    const forwarded = httpRequest({ socketPath, path: url, method, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    forwarded.on('error', () => response.destroy());
    response.on('close', () => forwarded.destroy());
    request.pipe(forwarded);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
