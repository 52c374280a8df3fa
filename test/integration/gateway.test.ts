// SPDX-License-Identifier: Apache-2.0
import { mkdir, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Admission } from '../../backend/gateway/admission.ts';
import { forwardApi } from '../../backend/gateway/forward-api.ts';
import { kioskServer } from '../../backend/gateway/kiosk-server.ts';
import { remoteGateway } from '../../backend/gateway/remote-gateway.ts';
import { readRenderer } from '../../backend/gateway/renderer-files.ts';
import { selfSigned, type SelfSigned } from '../../backend/gateway/self-signed.ts';
import { RealRunner } from '../../backend/runner/real-runner.ts';
import { gateStep, ServiceLab } from '../tools/service-lab.ts';

let lab: ServiceLab;
let certificate: SelfSigned;

beforeAll(async () => {
  lab = await ServiceLab.start({ steps: (directory) => [gateStep(directory, 'gate')] });
  certificate = await selfSigned(new RealRunner(), 'live');
  await mkdir(lab.at('renderer/assets'), { recursive: true });
  await writeFile(lab.at('renderer/index.html'), '<!doctype html><title>A page of the test</title>');
  await writeFile(lab.at('renderer/assets/app.js'), 'export {};');
  await writeFile(lab.at('renderer/secret.pem'), 'not for browsers');
});
afterAll(() => lab[Symbol.asyncDispose]());

interface Sent {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A server on a free port of the loopback; it is closed when its scope ends. */
class Open implements AsyncDisposable {
  readonly server: Server;
  readonly #isTls: boolean;

  private constructor(server: Server, isTls: boolean) {
    this.server = server;
    this.#isTls = isTls;
  }

  static async on(server: Server, isTls = false): Promise<Open> {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Open(server, isTls);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async ask(path: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Sent> {
    const send = this.#isTls ? httpsRequest : httpRequest;
    const where = { host: '127.0.0.1', port: this.port, path, method, headers, agent: false as const };
    const sent = send({ ...where, ...(this.#isTls ? { ca: certificate.cert, servername: 'live' } : {}) });
    sent.end(body);
    const [reply] = (await once(sent, 'response')) as [IncomingMessage];
    let text = '';
    for await (const chunk of reply.setEncoding('utf8') as AsyncIterable<string>) text += chunk;
    return { status: reply.statusCode ?? 0, headers: reply.headers, text };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

const forwardTo =
  (socket: string): RequestListener =>
  (request, response) =>
    forwardApi(socket, request, response);

const local = async (): Promise<Open> =>
  Open.on(kioskServer({ answerApi: forwardTo(lab.socket), files: await readRenderer(lab.at('renderer')) }));

const json = { 'content-type': 'application/json' };

describe("the kiosk's port", () => {
  test('serves the wizard with a policy that lets nothing else in', async () => {
    await using open = await local();
    const page = await open.ask('/');
    expect(page).toMatchObject({ status: 200, text: expect.stringContaining('A page of the test') });
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(page.headers['x-content-type-options']).toBe('nosniff');
    expect((await open.ask('/assets/app.js')).headers['content-type']).toMatch(/^text\/javascript/);
  });

  test.each(['/secret.pem', '/../secret.pem', '/..%2f..%2fetc/passwd', '//etc/passwd', '/%00'])(
    'has no %s',
    async (path) => {
      await using open = await local();
      const { status, headers } = await open.ask(path);
      expect(status).toBe(404);
      expect(headers['content-security-policy']).toContain("default-src 'none'");
    },
  );

  test('forwards verbs, and says when there is no service', async () => {
    await using open = await local();
    const body = '{"draft":"by the gateway"}';
    expect(await open.ask('/api/saveDraft', { method: 'POST', headers: json, body })).toMatchObject({
      status: 200,
    });
    expect(await lab.ask('draft', {})).toEqual({ draft: 'by the gateway' });
    const files = await readRenderer(lab.at('renderer'));
    await using dead = await Open.on(kioskServer({ answerApi: forwardTo(lab.at('nobody.sock')), files }));
    const reply = await dead.ask('/api/status', { method: 'POST', headers: json, body: '{}' });
    expect(reply).toMatchObject({ status: 502, text: expect.stringContaining('service-failed') });
  });

  test.each([
    ['another name (DNS rebinding)', { host: 'evil.example.org' }],
    ['a page of another origin', { origin: 'https://evil.example.org' }],
    ['a page of another site, by a form', { 'sec-fetch-site': 'cross-site' }],
  ])('refuses %s', async (_who, headers) => {
    await using open = await local();
    const reply = await open.ask('/api/status', {
      method: 'POST',
      headers: { ...json, ...headers },
      body: '{}',
    });
    expect(reply).toMatchObject({ status: 403, text: expect.stringContaining('not-admitted') });
  });

  test('streams snapshots, and lets go of the service when the face hangs up', async () => {
    await using open = await local();
    const sent = httpRequest({ host: '127.0.0.1', port: open.port, path: '/api/run', agent: false });
    sent.on('error', () => undefined);
    sent.end();
    const [reply] = (await once(sent, 'response')) as [IncomingMessage];
    expect(reply.headers['content-type']).toBe('text/event-stream');
    const [first] = (await once(reply, 'data')) as [Buffer];
    expect(first.toString()).toBe('data: {"state":"idle"}\n\n');
    const count = (): Promise<number> =>
      new Promise((resolve, reject) =>
        lab.serving.server.getConnections((error, found) =>
          error === null ? resolve(found) : reject(error),
        ),
      );
    expect(await count()).toBeGreaterThan(0);
    sent.destroy();
    await expect.poll(count).toBe(0);
  });
});

describe('the gateway for browsers elsewhere', () => {
  const remote = async (admission: Admission, said: string[] = []): Promise<Open> => {
    const files = await readRenderer(lab.at('renderer'));
    const say = (line: string): void => void said.push(line);
    return Open.on(remoteGateway({ service: lab.socket, files, certificate, admission, say }), true);
  };
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const type = (code: string): Asked => ({
    method: 'POST',
    headers: form,
    body: new URLSearchParams({ code }).toString(),
  });

  test('shows the certificate whose fingerprint was told, by TLS 1.3 only', async () => {
    await using open = await remote(new Admission());
    const socket: TLSSocket = connect({
      host: '127.0.0.1',
      port: open.port,
      ca: certificate.cert,
      servername: 'live',
    });
    await once(socket, 'secureConnect');
    expect(socket.getPeerCertificate().fingerprint256).toBe(certificate.fingerprint);
    expect(socket.getProtocol()).toBe('TLSv1.3');
    socket.destroy();
    const old = connect({
      host: '127.0.0.1',
      port: open.port,
      ca: certificate.cert,
      servername: 'live',
      maxVersion: 'TLSv1.2',
    });
    const [error] = (await once(old, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toMatch(/PROTOCOL_VERSION/);
  });

  test('lets nobody to the service or the wizard before the code', async () => {
    await using open = await remote(new Admission());
    expect(await open.ask('/api/status', { method: 'POST', headers: json, body: '{}' })).toMatchObject({
      status: 401,
    });
    expect(await open.ask('/api/run')).toMatchObject({ status: 401 });
    expect(await open.ask('/index.html')).toMatchObject({ status: 401 });
    expect(await open.ask('/')).toMatchObject({ status: 303, headers: { location: '/enter' } });
    const page = await open.ask('/enter');
    expect(page.text).toContain('<form');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  });

  test('lets one browser in by the code, and nobody by the same code again', async () => {
    const admission = new Admission();
    const said: string[] = [];
    await using open = await remote(admission, said);
    expect(await open.ask('/enter', type('AAAA-AAAA'))).toMatchObject({ status: 403 });
    const entered = await open.ask('/enter', type(` ${admission.code.toLowerCase().replace('-', '')} `));
    expect(entered.status).toBe(303);
    const [cookie = ''] = entered.headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/^__Host-particleos=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/);
    const session = { cookie: cookie.split(';', 1)[0] ?? '' };
    expect(await open.ask('/', { headers: session })).toMatchObject({ status: 200 });
    const asked = { method: 'POST', headers: { ...json, ...session }, body: '{}' };
    expect(await open.ask('/api/status', asked)).toMatchObject({ status: 200, text: '{"state":"idle"}' });
    const foreign = { ...asked, headers: { ...asked.headers, origin: 'https://evil.example.org' } };
    expect(await open.ask('/api/status', foreign)).toMatchObject({ status: 403 });
    expect(await open.ask('/enter', type(admission.code))).toMatchObject({ status: 403 });
    expect(said.join('\n')).not.toContain(admission.code);
    expect(said).toHaveLength(3);
  });

  test('takes five tries, then one every twelve seconds, even of the right code', async () => {
    let now = 0;
    const admission = new Admission(() => now);
    await using open = await remote(admission);
    for (let tries = 0; tries < 5; tries += 1)
      expect((await open.ask('/enter', type('wrong'))).status).toBe(403);
    expect(await open.ask('/enter', type(admission.code))).toMatchObject({ status: 429 });
    now += 11_999;
    expect(await open.ask('/enter', type(admission.code))).toMatchObject({ status: 429 });
    now += 1;
    expect(await open.ask('/enter', type(admission.code))).toMatchObject({ status: 303 });
  });
});
