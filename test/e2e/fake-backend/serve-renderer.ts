// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { faceHeaders } from '../../../core/contract/face-headers.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

const examples = fileURLToPath(new URL('../../../docs/examples', import.meta.url));

/** Serves the wizard's files with the headers that every server of it sends. */
export function serveRenderer(
  directory: string,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const path = normalize((request.url ?? '/').split('?', 1)[0] ?? '/');
    // On an ISO the pictures of its catalogue stand beside the page.
    const root = path.startsWith('/catalogue/') ? examples : directory;
    const file = join(root, path === '/' ? 'index.html' : path);
    const isInside = file.startsWith(root.endsWith(sep) ? root : root + sep);
    const reading = isInside ? readFile(file) : Promise.reject(new Error('outside'));
    reading.then(
      (content) => {
        const type = types[extname(file)] ?? 'application/octet-stream';
        response.writeHead(200, { ...faceHeaders, 'content-type': type, 'cache-control': 'no-cache' });
        response.end(content);
      },
      () => response.writeHead(404, faceHeaders).end(),
    );
  };
}
