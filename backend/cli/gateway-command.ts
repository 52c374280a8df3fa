// SPDX-License-Identifier: Apache-2.0
import type { Server } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { Admission } from '../gateway/admission.ts';
import { localGateway } from '../gateway/local-gateway.ts';
import { remoteGateway } from '../gateway/remote-gateway.ts';
import { readRenderer, type RendererFile } from '../gateway/renderer-files.ts';
import { selfSigned } from '../gateway/self-signed.ts';
import type { Runner } from '../runner/command.ts';
import { isSocketPassed, listening, listenPassed } from '../server/listen-socket.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import type { Output } from './output.ts';

export interface GatewayOptions {
  readonly service: string;
  readonly renderer: string;
  /** Absent: the socket that systemd passed, or a port that is free. */
  readonly port: number | undefined;
  /** For browsers elsewhere: TLS on every address, and a code. */
  readonly remote: boolean;
}

async function openRemote(
  runner: Runner,
  output: Output,
  files: ReadonlyMap<string, RendererFile>,
  { service, port = 8443 }: GatewayOptions,
): Promise<Server> {
  const admission = new Admission();
  const certificate = await selfSigned(runner, hostname());
  const say = (line: string): void => output.out(`particleos: ${line}\n`);
  const server = remoteGateway({ service, files, certificate, admission, say });
  await listening(server, () => server.listen(port));
  const addresses = Object.values(networkInterfaces()).flatMap((list) =>
    (list ?? []).filter(({ internal, scopeid }) => !internal && (scopeid ?? 0) === 0),
  );
  for (const { address, family } of addresses)
    say(`open https://${family === 'IPv6' ? `[${address}]` : address}:${port}/ in a browser`);
  if (addresses.length === 0) say('this machine has no address yet; restart this when it has');
  say(`the fingerprint of the certificate is ${certificate.fingerprint}`);
  say(`the code is ${admission.code}, for one browser`);
  return server;
}

/** `gateway`: lets browsers to the root service, until it is told to stop. Needs no privileges but the socket's group. */
export async function gatewayCommand(
  runner: Runner,
  output: Output,
  options: GatewayOptions,
): Promise<ExitCode> {
  const files = await readRenderer(options.renderer);
  let server: Server;
  if (options.remote) server = await openRemote(runner, output, files, options);
  else {
    const local = localGateway({ service: options.service, files });
    if (isSocketPassed(process.env, process.pid)) await listenPassed(local);
    else await listening(local, () => local.listen(options.port ?? 0, '127.0.0.1'));
    const address = local.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    output.err(`${JSON.stringify({ event: 'listening', where: `http://127.0.0.1:${port}/` })}\n`);
    server = local;
  }
  const told = Promise.withResolvers<void>();
  const stop = (): void => told.resolve();
  process.on('SIGTERM', stop).on('SIGINT', stop);
  await told.promise;
  server.close();
  // A face's stream of snapshots would hold it open.
  (server as Server & { closeAllConnections?: () => void }).closeAllConnections?.();
  return exitCode.ok;
}
