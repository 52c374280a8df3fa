// SPDX-License-Identifier: Apache-2.0
import type { RequestListener } from 'node:http';
import { sendIssue } from './forward-api.ts';
import type { RendererFile } from './renderer-files.ts';
import { sendFile } from './send-file.ts';

export interface FaceOptions {
  /** Answers what is under /api/: the root service itself, or the way to it. */
  readonly answerApi: RequestListener;
  readonly files: ReadonlyMap<string, RendererFile>;
  /** The file that "/" is, asked for every request; absent: index.html. */
  readonly home?: () => string;
  /** Where a face may say it comes from, e.g. "http://127.0.0.1:8421"; asked for every request. */
  readonly origins: (host: string) => readonly string[];
}

/**
 * The wizard's files and the service's verbs. Refused are requests by another name (DNS rebinding) and those that a page of
 * another origin makes.
 */
export function faceListener({
  answerApi,
  files,
  home = () => '/index.html',
  origins,
}: FaceOptions): RequestListener {
  return (request, response) => {
    const host = request.headers.host ?? '';
    const own = origins(host);
    const { origin } = request.headers;
    const site = request.headers['sec-fetch-site'];
    const isForeign =
      own.length === 0 ||
      (origin !== undefined && !own.includes(origin)) ||
      (site !== undefined && site !== 'same-origin' && site !== 'none');
    if (isForeign) return sendIssue(response, 403, 'not-admitted');
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    if (path.startsWith('/api/')) return answerApi(request, response);
    sendFile(response, files, request.method ?? 'GET', path === '/' ? home() : path);
  };
}
