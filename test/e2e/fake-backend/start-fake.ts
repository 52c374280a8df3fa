// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { apiListener } from '../../../backend/server/api-listener.ts';
import { RunFeed } from '../../../backend/server/run-feed.ts';
import { RENDERER_OUTPUT } from '../../../renderer/bundle/bundle-options.ts';
import { fakeHandlers, type FakeOptions } from './fake-handlers.ts';
import type { MachineName } from './machines.ts';
import { serveRenderer } from './serve-renderer.ts';

export interface StartOptions extends Partial<Omit<FakeOptions, 'feed' | 'machine'>> {
  readonly machine?: MachineName;
  /** 0 or absent: any that is free. */
  readonly port?: number;
  /** Where the bundled wizard is. */
  readonly directory?: string;
}

export interface FakeBackend {
  readonly url: string;
  readonly feed: RunFeed;
  /** What the handlers themselves failed at; a test wants it empty. */
  readonly faults: readonly unknown[];
  readonly close: () => Promise<void>;
}

/** The real server with recorded facts, on localhost, without root. */
export async function startFake(options: StartOptions = {}): Promise<FakeBackend> {
  const { machine = 'laptop', port = 0, directory = RENDERER_OUTPUT } = options;
  const feed = new RunFeed();
  const faults: unknown[] = [];
  const handlers = fakeHandlers({
    stepMs: 20,
    durationMs: 754_000,
    withStick: true,
    ...options,
    machine,
    feed,
  });
  const server = createServer(
    apiListener({
      handlers,
      feed,
      onFault: (error) => faults.push(error),
      serveOther: serveRenderer(directory),
    }),
  );
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const { port: chosen } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${chosen}`,
    feed,
    faults,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
