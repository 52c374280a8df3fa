// SPDX-License-Identifier: Apache-2.0
import { faceHeaders } from '../core/contract/face-headers.ts';
import { forwardToService } from './forward-to-service.ts';
import type { FaceFile } from './read-face-files.ts';
import { isOwn } from './scheme.ts';

/** Answers a request of the own scheme: /api/ by the root service, everything else by one of the wizard's files. */
export async function answerRequest(
  request: Request,
  files: ReadonlyMap<string, FaceFile>,
  service: string,
): Promise<Response> {
  if (!isOwn(request.url)) return new Response('not found\n', { status: 404 });
  const { pathname, search } = new URL(request.url);
  if (pathname.startsWith('/api/')) return forwardToService(service, request, pathname + search);
  const file = request.method === 'GET' ? files.get(pathname) : undefined;
  const headers = { ...faceHeaders, 'cache-control': 'no-store' };
  if (file === undefined) return new Response('not found\n', { status: 404, headers });
  return new Response(new Uint8Array(file.body), {
    status: 200,
    headers: { ...headers, 'content-type': file.type },
  });
}
