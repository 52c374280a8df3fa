// SPDX-License-Identifier: Apache-2.0
import { request } from 'node:https';
import type { TLSSocket } from 'node:tls';

export interface RemoteAnswer {
  readonly status: number;
  /** SHA-256 of the certificate, as a browser shows it. */
  readonly fingerprint: string;
  readonly cookie: string | undefined;
  readonly text: string;
}

/** One request of a browser that took the certificate for what it is; a connection of its own each time. */
export function askRemote(
  port: number,
  path: string,
  { body, cookie, type }: { readonly body?: string; readonly cookie?: string; readonly type?: string } = {},
): Promise<RemoteAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<RemoteAnswer>();
  const asking = request(
    {
      host: '127.0.0.1',
      port,
      path,
      method: body === undefined ? 'GET' : 'POST',
      // Signed by itself: what a person compares is the fingerprint, and so does the test.
      rejectUnauthorized: false,
      agent: false,
      headers: {
        ...(cookie === undefined ? {} : { cookie }),
        ...(type === undefined ? {} : { 'content-type': type }),
      },
    },
    (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => (text += part));
      answer.on('error', reject);
      const { fingerprint256 } = (answer.socket as TLSSocket).getPeerCertificate();
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          fingerprint: fingerprint256,
          cookie: answer.headers['set-cookie']?.[0]?.split(';', 1)[0],
          text,
        }),
      );
    },
  );
  asking.on('error', reject);
  asking.end(body);
  return promise;
}
