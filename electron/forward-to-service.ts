// SPDX-License-Identifier: Apache-2.0
import { request as httpRequest } from 'node:http';
import { Readable } from 'node:stream';
import { errorIssue } from '../core/issues/issue.ts';

/** Hands one message to the root service; streams come back as they are written. Never rejects. */
export async function forwardToService(
  socketPath: string,
  request: Request,
  path: string,
): Promise<Response> {
  const body = request.method === 'GET' ? null : Buffer.from(await request.arrayBuffer());
  const type = request.headers.get('content-type');
  return new Promise((resolve) => {
    const headers = {
      ...(type === null ? {} : { 'content-type': type }),
      ...(body === null ? {} : { 'content-length': body.length }),
    };
    const sent = httpRequest({ socketPath, path, method: request.method, headers, agent: false });
    sent.on('response', (answer) => {
      const stream = Readable.toWeb(answer) as ReadableStream<Uint8Array>;
      resolve(
        new Response(stream, {
          status: answer.statusCode ?? 502,
          headers: {
            'content-type': answer.headers['content-type'] ?? 'application/json',
            'cache-control': 'no-store',
            'x-content-type-options': 'nosniff',
          },
        }),
      );
    });
    sent.on('error', () => {
      const issues = [errorIssue('service-failed', [], { verb: path.slice(0, 64) })];
      resolve(
        new Response(JSON.stringify({ issues }), {
          status: 502,
          headers: { 'content-type': 'application/json' },
        }),
      );
    });
    sent.end(body ?? undefined);
  });
}
