// SPDX-License-Identifier: Apache-2.0
import { connect } from 'node:net';

/** Joins standard input and output to a local TCP port: started by QEMU for each connection of the guest. */
const socket = connect({ host: '127.0.0.1', port: Number(process.argv[2]), allowHalfOpen: true });
socket.on('error', () => process.exit(1));
socket.on('close', () => process.exit(0));
process.stdin.pipe(socket);
socket.pipe(process.stdout);
