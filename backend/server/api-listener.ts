// SPDX-License-Identifier: Apache-2.0
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { errorIssue } from '../../core/issues/issue.ts';
import { IssueError } from '../../core/issues/issue-error.ts';
import { answerVerb, refusal, type Answer } from './answer-verb.ts';
import { readBody } from './read-body.ts';
import type { RunFeed } from './run-feed.ts';
import { streamRun } from './stream-run.ts';
import type { VerbHandlers } from './verb-handlers.ts';

export interface ApiOptions {
  readonly handlers: VerbHandlers;
  readonly feed: RunFeed;
  /** Told of what is our own fault; the face gets a code only. */
  readonly onFault: (error: unknown) => void;
  /** Answers what is not under /api/, e.g. the renderer's files; absent: 404. */
  readonly serveOther?: (request: IncomingMessage, response: ServerResponse) => void;
}

function send(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

async function answer(
  request: IncomingMessage,
  name: string,
  { handlers, onFault }: ApiOptions,
): Promise<Answer> {
  // A form of a foreign page can post text but not JSON without asking first (Fetch, CORS-safelisted types).
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? ''))
    return refusal(400, [errorIssue('message-malformed', [], { message: 'not JSON' })]);
  try {
    return await answerVerb(handlers, name, await readBody(request), onFault);
  } catch (error) {
    if (error instanceof IssueError) return refusal(400, [error.issue]);
    throw error;
  }
}

/** HTTP from the contract table. Every face, and the fake backend of the tests, comes through here. */
export function apiListener(options: ApiOptions): RequestListener {
  return (request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    if (path === '/api/run' && request.method === 'GET') return streamRun(response, options.feed);
    if (path.startsWith('/api/') && request.method === 'POST') {
      answer(request, path.slice('/api/'.length), options).then(
        (reply) => send(response, reply),
        // The face hung up in the middle of its message.
        () => response.destroy(),
      );
      return;
    }
    if (path.startsWith('/api/') || options.serveOther === undefined)
      return send(response, refusal(404, [errorIssue('verb-unknown', [], { verb: path.slice(0, 64) })]));
    options.serveOther(request, response);
  };
}
