// SPDX-License-Identifier: Apache-2.0
/**
 * The words of today's Electron on top of those of Electron 9, the newest whose runtime can be had from a package registry:
 * it proves that the shell starts, and is never shipped. Bundled in place of "electron"; see bundle-for-old.ts.
 */
import { Readable } from 'node:stream';
import * as old from 'electron';

interface OldProtocolRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
  uploadData?: { bytes: Buffer }[];
}
type OldAnswer = { statusCode: number; headers: Record<string, string>; data: unknown };
type OldProtocol = {
  registerStreamProtocol(
    scheme: string,
    handler: (request: OldProtocolRequest, answer: (a: OldAnswer) => void) => void,
  ): void;
  registerSchemesAsPrivileged(schemes: unknown): void;
};

/** The parts of fetch's Response that the shell uses; Node 12 has none. */
class OldResponse {
  readonly body: unknown;
  readonly init: { status?: number; headers?: Record<string, string> };
  constructor(body: unknown, init: { status?: number; headers?: Record<string, string> } = {}) {
    this.body = body;
    this.init = init;
  }
}
const world = globalThis as unknown as Record<string, unknown>;
world['Response'] ??= OldResponse;
world['globalThis'] ??= globalThis;
const readable = Readable as unknown as { toWeb?: (stream: Readable) => unknown };
readable.toWeb = (stream) => stream;

function streamOf(body: unknown): unknown {
  if (body instanceof Readable) return body;
  const stream = new Readable({ read: () => undefined });
  if (body !== null && body !== undefined)
    stream.push(typeof body === 'string' ? body : Buffer.from(body as Uint8Array));
  stream.push(null);
  return stream;
}

const oldProtocol = (): OldProtocol => old.protocol as unknown as OldProtocol;
export const protocol = {
  registerSchemesAsPrivileged: (schemes: unknown): void => oldProtocol().registerSchemesAsPrivileged(schemes),
  handle(scheme: string, handler: (request: unknown) => Promise<OldResponse>): void {
    oldProtocol().registerStreamProtocol(scheme, ({ url, method, headers, uploadData }, answer) => {
      const body = Buffer.concat((uploadData ?? []).map(({ bytes }) => bytes));
      const lower = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
      const request = {
        url,
        method,
        headers: { get: (name: string) => lower.get(name) ?? null },
        arrayBuffer: () => Promise.resolve(body),
      };
      void handler(request).then((response) =>
        answer({
          statusCode: response.init.status ?? 200,
          headers: response.init.headers ?? {},
          data: streamOf(response.body),
        }),
      );
    });
  },
};

export const session = {
  get defaultSession(): unknown {
    const own = old.session.defaultSession as unknown as Record<string, unknown>;
    own['setDevicePermissionHandler'] ??= () => undefined;
    return own;
  },
};

/** Before Electron 12 a page's windows were refused by an event. */
export const app = old.app;
app.on('web-contents-created', (_event, contents) => {
  const words = contents as unknown as { setWindowOpenHandler?: (handler: () => { action: string }) => void };
  words.setWindowOpenHandler = (handler) =>
    contents.on(
      'new-window' as never,
      ((event: Event) => {
        if (handler().action === 'deny') event.preventDefault();
      }) as never,
    );
});

export const ipcMain = {
  handle(channel: string, handler: (event: unknown, ...args: unknown[]) => unknown): void {
    old.ipcMain.handle(channel, (event, ...args: unknown[]) =>
      handler({ sender: event.sender, senderFrame: { url: event.sender.getURL() } }, ...args),
    );
  },
};
export const { BrowserWindow, contextBridge, ipcRenderer } = old;
