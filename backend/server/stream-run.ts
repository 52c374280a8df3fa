// SPDX-License-Identifier: Apache-2.0
import type { ServerResponse } from 'node:http';
import type { Run } from '../../core/run/run.ts';
import type { RunFeed } from './run-feed.ts';

/** Unread bytes at which a slow face gets no more snapshots until it has read: the newest one is enough for it. */
const SLOW_FACE_BYTES = 65_536;
const HEARTBEAT_MS = 15_000;

/** Streams snapshots as server-sent events (WHATWG HTML, 9.2), each complete; a slow face skips to the newest. */
export function streamRun(response: ServerResponse, feed: RunFeed): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  let waiting: Run | null = null;
  const send = (run: Run): void => {
    if (response.writableLength > SLOW_FACE_BYTES) waiting = run;
    else response.write(`data: ${JSON.stringify(run)}\n\n`);
  };
  response.on('drain', () => {
    const run = waiting;
    waiting = null;
    if (run !== null) send(run);
  });
  const stop = feed.subscribe(send);
  // A comment line: a face that is gone is noticed although no run is under way.
  const heartbeat = setInterval(() => response.write(':\n\n'), HEARTBEAT_MS);
  response.on('close', () => {
    stop();
    clearInterval(heartbeat);
  });
}
