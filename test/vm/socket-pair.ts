// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acceptOnce } from './accept-once.ts';

/** Two ends of a Unix socket, for tests of what talks to QEMU. */
export interface SocketPair extends AsyncDisposable {
  /** As the harness has it. */
  readonly near: Socket;
  /** As QEMU or the guest has it. */
  readonly far: Socket;
  readonly directory: string;
}

export async function makeSocketPair(): Promise<SocketPair> {
  const directory = await mkdtemp(join(tmpdir(), 'pair-'));
  const path = join(directory, 'socket');
  const awaited = await acceptOnce(path);
  const far = connect(path);
  await once(far, 'connect');
  const near = await awaited.connection;
  return {
    near,
    far,
    directory,
    async [Symbol.asyncDispose]() {
      far.destroy();
      near.destroy();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
