// SPDX-License-Identifier: Apache-2.0
import type { Server } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { Admission } from '../gateway/admission.ts';
import { remoteGateway } from '../gateway/remote-gateway.ts';
import { readRenderer, type RendererFile } from '../gateway/renderer-files.ts';
import { selfSigned } from '../gateway/self-signed.ts';
import type { Runner } from '../runner/command.ts';
import { listening } from '../server/listen-socket.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import type { Output } from './output.ts';

export interface GatewayOptions {
  readonly service: string;
  readonly renderer: string;
  readonly port: number;
}

async function openRemote(
  runner: Runner,
  output: Output,
  files: ReadonlyMap<string, RendererFile>,
  { service, port }: GatewayOptions,
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

/** `gateway`: lets a browser elsewhere to the root service, by TLS on every address and a code, until it is told to stop. Needs no privileges but the socket's group. */
export async function gatewayCommand(
  runner: Runner,
  output: Output,
  options: GatewayOptions,
): Promise<ExitCode> {
  const files = await readRenderer(options.renderer);
  const server = await openRemote(runner, output, files, options);
  const told = Promise.withResolvers<void>();
  const stop = (): void => told.resolve();
  process.on('SIGTERM', stop).on('SIGINT', stop);
  await told.promise;
  server.close();
  // A face's stream of snapshots would hold it open.
  (server as Server & { closeAllConnections?: () => void }).closeAllConnections?.();
  return exitCode.ok;
}
