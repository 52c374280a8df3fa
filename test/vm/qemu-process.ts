// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const MAX_ERROR_CHARS = 4000;

/** A running QEMU: lives as long as the guest, so it does not go through the runner, whose commands end soon. */
export interface QemuProcess {
  readonly argv: readonly string[];
  /** Resolves with the exit code, or with the signal's name. */
  readonly exited: Promise<number | string>;
  /** What it printed itself, at most the last characters. */
  errors(): string;
  kill(): void;
}

/** Starts QEMU so that it dies with this process, however this process dies. */
export function startQemu(program: string, args: readonly string[]): QemuProcess {
  const argv = ['setpriv', '--pdeathsig', 'KILL', program, ...args];
  const child = spawn('setpriv', argv.slice(1), { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-MAX_ERROR_CHARS);
    });
  }
  const exited = Promise.race([
    once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string),
    once(child, 'error').then(([error]) => String(error)),
  ]);
  exited.catch(() => undefined);
  return { argv, exited, errors: () => output.trim(), kill: () => void child.kill('SIGKILL') };
}
