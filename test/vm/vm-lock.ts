// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpus, totalmem } from 'node:os';

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
    const lock = await hold(file, ['--nonblock']);
    if (lock !== null) return lock;
  }
  const file = files[Math.floor(Math.random() * files.length)] ?? LOCK_FILE;
  say(`waiting for another virtual machine to end (${file})`);
  const lock = await hold(file, []);
  if (lock === null) throw new Error(`flock failed on ${file}`);
  return lock;
}

/** flock(1) with a child that lives until our end of its pipe closes: Node has no flock(2). */
async function hold(file: string, flags: readonly string[]): Promise<VmLock | null> {
  const child = spawn('flock', [...flags, file, 'sh', '-c', 'echo locked; exec cat >/dev/null'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const answer = await Promise.race([once(child.stdout, 'data'), ended.then(() => null)]);
  if (answer === null) return null;
  return {
    release: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
