// SPDX-License-Identifier: Apache-2.0
import type { ServerResponse } from 'node:http';
import { faceHeaders } from '../../core/contract/face-headers.ts';
import type { RendererFile } from './renderer-files.ts';

/** Sends one of the wizard's files; the policy goes with each answer, also with "not found". */
export function sendFile(
  response: ServerResponse,
  files: ReadonlyMap<string, RendererFile>,
  method: string,
  path: string,
): void {
  const file = files.get(path);
  const isRead = method === 'GET' || method === 'HEAD';
  const common = { ...faceHeaders, 'cache-control': 'no-store' };
  if (file === undefined || !isRead) {
    response.writeHead(isRead ? 404 : 405, { ...common, 'content-type': 'text/plain' });
    response.end(isRead ? 'not found\n' : 'not allowed\n');
    return;
  }
  response.writeHead(200, { ...common, 'content-type': file.type, 'content-length': file.body.length });
  response.end(method === 'HEAD' ? undefined : file.body);
}
