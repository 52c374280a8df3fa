#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
import { listenPassed } from '../server/listen-socket.ts';
import { localGateway } from './local-gateway.ts';
import { readRenderer } from './renderer-files.ts';

/**
 * The gateway of the kiosk as a program of its own: `particleos-gateway SERVICE RENDERER`, on the port that systemd passes. It is
 * `particleos-installer gateway` without the command line and its schemas, which are two thirds of that one's memory.
 */
const [service, renderer] = process.argv.slice(2);
if (service === undefined || renderer === undefined) {
  process.stderr.write('usage: particleos-gateway SERVICE RENDERER\n');
  process.exitCode = 2;
} else {
  const server = localGateway({ service, files: await readRenderer(renderer) });
  await listenPassed(server);
}
