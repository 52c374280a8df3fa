// SPDX-License-Identifier: Apache-2.0
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

export interface IdleOptions {
  /** How long nobody may be connected, in milliseconds. */
  readonly afterMs: number;
  /** Whether nothing would be lost. */
  readonly mayEnd: () => boolean;
  readonly end: () => void;
}

/** Ends a service that nobody is connected to; systemd's socket starts it again. Returns how to stop watching. */
export function idleExit(servers: readonly Server[], { afterMs, mayEnd, end }: IdleOptions): () => void {
  const open = new Set<Socket>();
  let timer: NodeJS.Timeout | undefined;
  const wait = (): void => {
    clearTimeout(timer);
    if (open.size > 0) return;
    timer = setTimeout(() => {
      if (open.size > 0) return;
      if (mayEnd()) end();
      else wait();
    }, afterMs);
    timer.unref();
  };
  const watch = (socket: Socket): void => {
    open.add(socket);
    clearTimeout(timer);
    socket.once('close', () => {
      open.delete(socket);
      wait();
    });
  };
  for (const server of servers) server.on('connection', watch);
  wait();
  return () => clearTimeout(timer);
}
