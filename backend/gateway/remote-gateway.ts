// SPDX-License-Identifier: Apache-2.0
import { createServer, type Server } from 'node:https';
import { Admission } from './admission.ts';
import { enterPage } from './enter-page.ts';
import { faceListener, type FaceOptions } from './face-listener.ts';
import { forwardApi, sendIssue } from './forward-api.ts';
import type { SelfSigned } from './self-signed.ts';

/** One browser needs six; the rest is somebody else. */
const MOST_CONNECTIONS = 32;

export interface RemoteOptions extends Pick<FaceOptions, 'files'> {
  /** Path of the root service's socket. */
  readonly service: string;
  readonly certificate: SelfSigned;
  readonly admission: Admission;
  /** Lines for the console. */
  readonly say: (line: string) => void;
}

/** For a browser elsewhere on the network: TLS, and nothing but the page for the code before that was typed. It listens nowhere yet. */
export function remoteGateway({ service, files, certificate, admission, say }: RemoteOptions): Server {
  const inside = faceListener({
    files,
    answerApi: (request, response) => forwardApi(service, request, response),
    origins: (host) => [`https://${host}`],
  });
  const server = createServer(
    { key: certificate.key, cert: certificate.cert, minVersion: 'TLSv1.3' },
    (request, response) => {
      if (admission.isAdmitted(request.headers.cookie)) return inside(request, response);
      if (!enterPage(request, response, admission, say)) sendIssue(response, 401, 'not-admitted');
    },
  );
  server.maxConnections = MOST_CONNECTIONS;
  return server;
}
