// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpus, totalmem } from 'node:os';
import { setTimeout } from 'node:timers/promises';

const LOCK_FILE = '/tmp/particleos-vm.lock';
const PROCESSORS_PER_VM = 4;
const TRY_AGAIN_MS = 2000;
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
  for (let tried = 0; ; tried += 1) {
    // Whichever is free first: one slot may be held for hours.
    for (const file of files) {
      const lock = await hold(file);
      if (lock !== null) return lock;
    }
    if (tried === 0) say(`waiting for another virtual machine to end (${files.join(', ')})`);
    await setTimeout(TRY_AGAIN_MS);
  }
}

/** Null when another holds it. flock(1) with a child that lives until our end of its pipe closes: Node has no flock(2). */
async function hold(file: string): Promise<VmLock | null> {
  const child = spawn('flock', ['--nonblock', file, 'sh', '-c', 'echo locked; exec cat >/dev/null'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit') as Promise<[code: number | null]>;
  const failed = await Promise.race([once(child.stdout, 'data').then(() => null), ended]);
  if (failed?.[0] === 1) return null;
  if (failed !== null) throw new Error(`flock ended with ${failed[0]} on ${file}`);
  return {
    release: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
