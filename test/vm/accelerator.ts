// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandError, type Runner } from '../../backend/runner/command.ts';
import { PROOF_EXIT_CODE, PROOF_TOKEN, proofBootSector } from './boot-sector.ts';

export type Accelerator = 'kvm' | 'tcg';

export const QEMU = 'qemu-system-x86_64';
/** 7.2 double-faults trixie guests in cmpxchg16b under multi-threaded TCG. */
const OLDEST_MAJOR = 8;
const VERSION_DEADLINE_MS = 30_000;
const PROOF_DEADLINE_MS = 15_000;

/** Refuses a QEMU that is known to break guests. */
export async function requireQemu(runner: Runner): Promise<string> {
  const { stdout } = await runner.run({ argv: [QEMU, '--version'], timeoutMs: VERSION_DEADLINE_MS });
  const version = /version (\d+)[\d.]*/.exec(stdout);
  if (version === null || Number(version[1]) < OLDEST_MAJOR) {
    throw new Error(
      `QEMU ${String(OLDEST_MAJOR)} or newer is needed (Debian 12: qemu-system-x86 from bookworm-backports), ` +
        `because older ones crash Debian 13 guests; found: ${stdout.split('\n', 1)[0] ?? 'nothing'}`,
    );
  }
  return version[0];
}

/**
 * KVM when a tiny guest really runs under it, else TCG. That /dev/kvm opens says nothing: some hosts let it be
 * opened and then fail at the first MSR or instruction.
 */
export async function chooseAccelerator(runner: Runner): Promise<Accelerator> {
  return (await runsProof(runner, 'kvm')) ? 'kvm' : 'tcg';
}

/** Runs the proof guest under an accelerator: true when it got to long mode and said so. */
export async function runsProof(runner: Runner, accelerator: Accelerator): Promise<boolean> {
  const directory = await mkdtemp(join(tmpdir(), 'particleos-accelerator-'));
  const disk = join(directory, 'boot-sector');
  const output = join(directory, 'output');
  try {
    await writeFile(disk, proofBootSector());
    const devices = ['-device', 'isa-debug-exit,iobase=0x501,iosize=1', '-debugcon', `file:${output}`];
    const drive = ['-drive', `if=ide,format=raw,file=${disk}`];
    const plain = ['-nodefaults', '-no-user-config', '-display', 'none', '-m', '64', '-no-reboot'];
    await runner.run({
      argv: [QEMU, ...acceleratorArguments(accelerator), '-machine', 'q35', ...plain, ...devices, ...drive],
      timeoutMs: PROOF_DEADLINE_MS,
      okExitCodes: [PROOF_EXIT_CODE],
    });
    return (await readFile(output, 'utf8')).includes(PROOF_TOKEN);
  } catch (error) {
    if (error instanceof CommandError) return false;
    throw error;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/**
 * Two processors: what races on a real machine should race here. PARTICLEOS_VM_PROCESSORS=1: for someone who runs two
 * machines on two processors, where each waits for locks whose holder is not scheduled.
 */
export function acceleratorArguments(accelerator: Accelerator): string[] {
  return accelerator === 'kvm'
    ? ['-accel', 'kvm', '-cpu', 'host', '-smp', '2']
    : [
        '-accel',
        'tcg,thread=multi,tb-size=2048',
        '-cpu',
        'max',
        '-smp',
        process.env['PARTICLEOS_VM_PROCESSORS'] ?? '2',
      ];
}
