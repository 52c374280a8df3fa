// SPDX-License-Identifier: Apache-2.0
import { createServer, type Server } from 'node:http';
import { kioskServer } from '../gateway/kiosk-server.ts';
import type { RendererFile } from '../gateway/renderer-files.ts';
import { secretGuard } from '../log/secret-guard.ts';
import { apiListener } from './api-listener.ts';
import { followRuns } from './follow-runs.ts';
import { idleExit } from './idle-exit.ts';
import { listening, listenSocket } from './listen-socket.ts';
import { serviceHandlers } from './service-handlers.ts';
import { Service, type ServiceOptions } from './service.ts';

export interface ServeOptions extends ServiceOptions {
  /** Absent: the socket that systemd passed. */
  readonly socket: string | undefined;
  /** Descriptor of the Unix socket that systemd passed. */
  readonly passed?: number | undefined;
  /** The port of the kiosk's browser, which systemd passed as well, and what is served there besides. */
  readonly kiosk?: { readonly fd: number; readonly files: ReadonlyMap<string, RendererFile> } | undefined;
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
  const answerApi = apiListener({ handlers: serviceHandlers(service), feed: service.feed, onFault });
  const server = createServer(answerApi);
  const where = await listenSocket(server, options.socket, options.passed);
  const { kiosk } = options;
  const servers = [server];
  if (kiosk !== undefined) {
    const forKiosk = kioskServer({
      answerApi,
      files: kiosk.files,
      // The first page as HTML stands for a session where nothing was said or done yet.
      home: () =>
        service.draft === null && service.feed.now.state === 'idle' && kiosk.files.has('/start.html')
          ? '/start.html'
          : '/index.html',
    });
    await listening(forKiosk, () => forKiosk.listen({ fd: kiosk.fd }));
    servers.push(forKiosk);
  }
  const done = Promise.withResolvers<void>();
  let stopIdle = (): void => undefined;
  const stop = async (): Promise<void> => {
    stopIdle();
    unfollow();
    for (const each of servers) each.close();
    service.runs.cancel();
    await service.runs.settled();
    for (const each of servers) each.closeAllConnections();
    service.secrets[Symbol.dispose]();
    done.resolve();
  };
  if (options.idleMs > 0)
    stopIdle = idleExit(servers, {
      afterMs: options.idleMs,
      mayEnd: () => service.isForgettable,
      end: () => void stop(),
    });
  options.say(JSON.stringify({ event: 'listening', where }));
  return { service, server, ended: done.promise, stop };
}
