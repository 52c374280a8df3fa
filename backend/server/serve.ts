// SPDX-License-Identifier: Apache-2.0
import type { Server } from 'node:http';
import { secretGuard } from '../log/secret-guard.ts';
import { followRuns } from './follow-runs.ts';
import { httpServer } from './http-server.ts';
import { idleExit } from './idle-exit.ts';
import { listenSocket } from './listen-socket.ts';
import { serviceHandlers } from './service-handlers.ts';
import { Service, type ServiceOptions } from './service.ts';

export interface ServeOptions extends ServiceOptions {
  /** Absent: the socket that systemd passed. */
  readonly socket: string | undefined;
  /** In milliseconds; 0: it never ends by itself. */
  readonly idleMs: number;
  /** Lines for the journal. */
  readonly say: (line: string) => void;
}

/** A service that listens. */
export interface Serving {
  readonly service: Service;
  readonly server: Server;
  /** Resolves when it has ended by itself. */
  readonly ended: Promise<void>;
  /** Stops listening; a run that is under way is cancelled and cleaned up first. */
  readonly stop: () => Promise<void>;
}

/** Starts the root service: state first, so that the first face sees a run that another process began. */
export async function serve(options: ServeOptions): Promise<Serving> {
  const service = new Service(options);
  const onFault = (error: unknown): void => {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    options.say(secretGuard(service.secrets.values())(JSON.stringify({ event: 'fault', message })));
  };
  const unfollow = await followRuns(service);
  const server = httpServer({ handlers: serviceHandlers(service), feed: service.feed, onFault });
  const where = await listenSocket(server, options.socket);
  const done = Promise.withResolvers<void>();
  let stopIdle = (): void => undefined;
  const stop = async (): Promise<void> => {
    stopIdle();
    unfollow();
    server.close();
    service.runs.cancel();
    await service.runs.settled();
    server.closeAllConnections();
    service.secrets[Symbol.dispose]();
    done.resolve();
  };
  if (options.idleMs > 0)
    stopIdle = idleExit(server, {
      afterMs: options.idleMs,
      mayEnd: () => service.isForgettable,
      end: () => void stop(),
    });
  options.say(JSON.stringify({ event: 'listening', where }));
  return { service, server, ended: done.promise, stop };
}
