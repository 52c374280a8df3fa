// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir } from 'node:fs/promises';

const START_DEADLINE_MS = 30_000;
const POLL_MS = 100;

/** A TPM 2.0 in software, for one boot: QEMU ends it when it ends itself. */
export interface SoftwareTpm {
  /** Control socket, for tpmArguments. */
  readonly socket: string;
  stop(): Promise<void>;
}

/** Starts swtpm (package swtpm) with its state in a directory, so that the next boot meets the same chip. */
export async function startTpm(directory: string, socket: string): Promise<SoftwareTpm> {
  await mkdir(directory, { recursive: true });
  const args = [
    '--pdeathsig',
    'KILL',
    'swtpm',
    'socket',
    '--tpm2',
    '--tpmstate',
    `dir=${directory}`,
    '--ctrl',
    `type=unixio,path=${socket}`,
    // QEMU's shutdown ends it, and the state is written by then.
    '--terminate',
  ];
  const child = spawn('setpriv', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const exited = once(child, 'close').catch(() => undefined);
  for (let waited = 0; !(await isThere(socket)); waited += POLL_MS) {
    if (child.exitCode !== null || waited > START_DEADLINE_MS) {
      child.kill('SIGKILL');
      throw new Error(`swtpm did not start: ${errors.trim() || 'is the package swtpm installed?'}`);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return {
    socket,
    stop: async () => {
      if (child.exitCode === null) child.kill('SIGTERM');
      await exited;
    },
  };
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** QEMU's arguments for a TPM behind a control socket; none for null. tpm-crb is what firmware of today's machines has. */
export function tpmArguments(socket: string | null): string[] {
  if (socket === null) return [];
  return [
    '-chardev',
    `socket,id=tpm-control,path=${socket}`,
    '-tpmdev',
    'emulator,id=tpm,chardev=tpm-control',
    '-device',
    'tpm-crb,tpmdev=tpm',
  ];
}
