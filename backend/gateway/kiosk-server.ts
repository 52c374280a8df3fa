// SPDX-License-Identifier: Apache-2.0
import { createServer, type Server } from 'node:http';
import { faceListener, type FaceOptions } from './face-listener.ts';

/** For the browser of the kiosk, on the loopback of a network namespace that it has for itself. It listens nowhere yet. */
export function kioskServer(face: Pick<FaceOptions, 'answerApi' | 'files' | 'home'>): Server {
  const server: Server = createServer(
    faceListener({
      ...face,
      origins: (host): readonly string[] => {
        const address = server.address();
        const port = typeof address === 'object' && address !== null ? address.port : 0;
        return host === `127.0.0.1:${port}` ? [`http://${host}`] : [];
      },
    }),
  );
  return server;
}
