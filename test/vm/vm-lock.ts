// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { cpus, totalmem } from 'node:os';
import type { Readable, Writable } from 'node:stream';

const LOCK_FILE = '/tmp/particleos-vm.lock';
const PROCESSORS_PER_VM = 4;
const BYTES_PER_VM = 6 * 1024 ** 3;

/** How many virtual machines this machine runs well at once; a second one on two processors only makes both late. */
export function machineSlots(processors: number, memoryBytes: number): number {
  return Math.max(
    1,
    Math.min(Math.floor(processors / PROCESSORS_PER_VM), Math.floor(memoryBytes / BYTES_PER_VM)),
  );
}

/** A held slot; freed by release() or by the death of this process. */
export interface VmLock {
  release(): Promise<void>;
}

/** Waits for a slot and says so when it has to; the lock is flock(1)'s, shared with people who take it by hand. */
export async function takeVmLock(say: (line: string) => void): Promise<VmLock> {
  // PARTICLEOS_VM_SLOTS: for someone who would rather have two late ones than wait.
  const slots = Number(process.env['PARTICLEOS_VM_SLOTS'] ?? machineSlots(cpus().length, totalmem()));
  const files = Array.from({ length: slots }, (_, slot) =>
    slot === 0 ? LOCK_FILE : `${LOCK_FILE}.${String(slot)}`,
  );
  for (const file of files) {
    const attempt = new Attempt(file, ['--nonblock']);
    if (await attempt.locked) return attempt;
  }
  say(`waiting for another virtual machine to end (${files.join(', ')})`);
  // In the kernel's queue of every slot: who only tried now and then would find each taken again by who had it last.
  const attempts = files.map((file) => new Attempt(file, []));
  const first = await Promise.race(
    attempts.map(async (attempt) => {
      if (!(await attempt.locked)) throw new Error('flock was killed while it waited');
      return attempt;
    }),
  );
  await Promise.all(attempts.filter((attempt) => attempt !== first).map((attempt) => attempt.release()));
  return first;
}

/** flock(1) with a child that lives until our end of its pipe closes, when we die too: Node has no flock(2). */
class Attempt implements VmLock {
  /** Whether it is held now; false: another holds it. */
  readonly locked: Promise<boolean>;
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #ended: Promise<unknown>;

  constructor(file: string, options: readonly string[]) {
    const argv = [...options, file, 'sh', '-c', 'echo locked; exec cat >/dev/null'];
    this.#child = spawn('flock', argv, { stdio: ['pipe', 'pipe', 'inherit'] });
    const ended = once(this.#child, 'exit') as Promise<[code: number | null, signal: string | null]>;
    this.#ended = ended;
    this.locked = Promise.race([
      once(this.#child.stdout, 'data').then(() => true),
      ended.then(([code, signal]) => {
        if (code === 1 || signal !== null) return false;
        throw new Error(`flock ended with ${String(code)} on ${file}`);
      }),
    ]);
  }

  async release(): Promise<void> {
    this.#child.stdin.end();
    // While it waits it reads nothing; what it has started when it holds the lock sees the end of the pipe.
    this.#child.kill();
    await this.#ended;
  }
}
