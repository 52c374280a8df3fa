// SPDX-License-Identifier: Apache-2.0
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
// Types only: the schemas behind them would be half of this program's memory.
import type { Issue, IssueCode } from '../../core/issues/issue.ts';

/** What the service reads of a message; cookies and the like end here. */
const PASSED = ['content-type', 'content-length', 'transfer-encoding'] as const;

/** Answers with an issue, as the service would. */
export function sendIssue(
  response: ServerResponse,
  status: number,
  code: IssueCode,
  params: Issue['params'] = {},
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  const issue: Issue = { code, severity: 'error', path: [], params };
  response.end(JSON.stringify({ issues: [issue] }));
}

/** Hands a message to the root service and its answer back, streams included. Nothing is looked into: the service judges. */
export function forwardApi(socketPath: string, request: IncomingMessage, response: ServerResponse): void {
  const path = request.url ?? '/';
  const headers = Object.fromEntries(
    PASSED.flatMap((name) => {
      const value = request.headers[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const onward = httpRequest({ socketPath, path, method: request.method ?? 'GET', headers, agent: false });
  onward.on('response', (answer) => {
    const type = answer.headers['content-type'] ?? 'application/json';
    response.writeHead(answer.statusCode ?? 502, {
      'content-type': type,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    answer.pipe(response);
    answer.on('error', () => response.destroy());
  });
  onward.on('error', () => sendIssue(response, 502, 'service-failed', { verb: path.slice(0, 64) }));
  // The face hung up: a stream of snapshots must not stay open behind it.
  response.on('close', () => onward.destroy());
  request.on('error', () => onward.destroy());
  request.pipe(onward);
}
