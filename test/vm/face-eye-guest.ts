// SPDX-License-Identifier: Apache-2.0
import { renameSync, writeFileSync } from 'node:fs';

/**
 * Runs in the live system, in the network of the face: asks Chromium again and again what an expression gives, and
 * keeps the answer in a file. Usage: node face-eye-guest.ts PORT EXPRESSION FILE
 */
const [port = '', expression = '', file = ''] = process.argv.slice(2);
const PAUSE_MS = 150;
const RETRY_MS = 1000;

interface Target {
  readonly type: string;
  readonly webSocketDebuggerUrl: string;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Whole or not at all: the reader must never see half an answer. */
function keep(text: string): void {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

async function pageUrl(): Promise<string> {
  const targets = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as Target[];
  const page = targets.find(({ type }) => type === 'page');
  if (page === undefined) throw new Error('no page');
  return page.webSocketDebuggerUrl;
}

/** Resolves with what the next event of a kind carries. */
function next(socket: WebSocket, kind: 'open' | 'message' | 'close'): Promise<string> {
  return new Promise((resolve) => {
    socket.addEventListener(kind, (event) => resolve('data' in event ? String(event.data) : ''), {
      once: true,
    });
  });
}

/** Asks until the connection ends, as it does when the face is killed. */
async function look(url: string): Promise<void> {
  const socket = new WebSocket(url);
  const ended = next(socket, 'close').then((): never => {
    throw new Error('the face is gone');
  });
  await Promise.race([next(socket, 'open'), ended]);
  for (let id = 1; ; id += 1) {
    const answered = next(socket, 'message');
    socket.send(
      JSON.stringify({ id, method: 'Runtime.evaluate', params: { expression, returnByValue: true } }),
    );
    const answer = JSON.parse(await Promise.race([answered, ended])) as {
      result?: { result?: { value?: unknown } };
    };
    keep(JSON.stringify(answer.result?.result?.value ?? null));
    await pause(PAUSE_MS);
  }
}

for (;;) {
  try {
    await look(await pageUrl());
  } catch (error) {
    keep(JSON.stringify({ heading: '', focus: '', moves: 0, value: '', things: [], gone: String(error) }));
    await pause(RETRY_MS);
  }
}
