// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Runner } from '../../backend/runner/command.ts';
import { RealRunner } from '../../backend/runner/real-runner.ts';
import { acceptOnce, type Awaited } from './accept-once.ts';
import { chooseAccelerator, QEMU, requireQemu, type Accelerator } from './accelerator.ts';
import { makeAnswerVolume } from './answer-volume.ts';
import { credentialArguments } from './credential-arguments.ts';
import { prepareVariables } from './firmware.ts';
import type { MachineOptions } from './machine-options.ts';
import { Machine } from './machine.ts';
import { ANSWERS_FW_CFG, qemuArguments, type Sockets } from './qemu-arguments.ts';
import { startQemu } from './qemu-process.ts';
import { RunDirectory } from './run-directory.ts';
import { startTpm } from './software-tpm.ts';
import { takeVmLock } from './vm-lock.ts';

const CONNECT_DEADLINE_MS = 60_000;
const LAST_WORDS_MS = 2000;

/** Found once per process: a test suite starts many machines. */
let accelerator: Promise<Accelerator> | undefined;

async function usableAccelerator(runner: Runner): Promise<Accelerator> {
  await requireQemu(runner);
  return chooseAccelerator(runner);
}

/** Waits for a free slot, prepares the files of the run, starts QEMU and connects to it. */
export async function startMachine(
  options: MachineOptions,
  say: (line: string) => void = (line) => process.stderr.write(`vm: ${line}\n`),
): Promise<Machine> {
  const runner = new RealRunner();
  accelerator ??= usableAccelerator(runner);
  const chosen = await accelerator;
  const lock = await (options.inPlaceOf?.standStill() ?? takeVmLock(say));
  // A Unix socket's path has at most 107 bytes: not under the run directory, which may be deep.
  const scratch = await mkdtemp(join(tmpdir(), 'pvm-'));
  const tpm = options.tpm === undefined ? null : await startTpm(options.tpm, join(scratch, 'tpm'));
  const release = async (): Promise<void> => {
    await tpm?.stop();
    await rm(scratch, { recursive: true, force: true });
    await lock.release();
  };
  try {
    return await launch(runner, options, { accelerator: chosen, scratch, tpm: tpm?.socket ?? null, release });
  } catch (error) {
    await release();
    throw error;
  }
}

/** What a machine stands on. */
interface Ground {
  readonly accelerator: Accelerator;
  readonly scratch: string;
  /** Control socket of its TPM. */
  readonly tpm: string | null;
  readonly release: () => Promise<void>;
}

async function launch(
  runner: Runner,
  options: MachineOptions,
  { accelerator, scratch, tpm, release }: Ground,
): Promise<Machine> {
  const directory = await RunDirectory.make(options.name);
  const sockets: Sockets = {
    serial: join(scratch, 'serial'),
    firmware: join(scratch, 'firmware'),
    qmp: join(scratch, 'qmp'),
    report: join(scratch, 'report'),
  };
  const awaited: Record<keyof Sockets, Awaited> = {
    serial: await acceptOnce(sockets.serial),
    firmware: await acceptOnce(sockets.firmware),
    qmp: await acceptOnce(sockets.qmp),
    report: await acceptOnce(sockets.report),
  };
  const args = qemuArguments(options, {
    accelerator,
    sockets,
    variables: await prepareVariables(options.firmware, directory.path, options.variables),
    answerVolume:
      options.answers?.by === 'volume'
        ? await makeAnswerVolume(runner, directory.path, options.answers.text)
        : null,
    tpm,
    handedIn: await handIn(options, scratch),
  });
  const qemu = startQemu(QEMU, args);
  await directory.writeCommand(qemu.argv);
  const ended = qemu.exited.then((code) => {
    throw new Error(`QEMU did not start (${String(code)}): ${qemu.errors()}\n  ${directory.path}/qemu.txt`);
  });
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => {
      reject(new Error(`QEMU did not connect: ${qemu.errors()}`));
    }, CONNECT_DEADLINE_MS).unref();
  });
  late.catch(() => undefined);
  ended.catch(() => undefined);
  const connection = (name: keyof Sockets): Promise<Socket> =>
    Promise.race([awaited[name].connection, ended, late]);
  try {
    const machine = new Machine({
      directory,
      accelerator,
      qemu,
      release,
      ignoreFatal: options.ignoreFatal ?? [],
      disksMayFail: options.disks.some(({ faulty }) => faulty !== undefined),
      sockets: {
        serial: await connection('serial'),
        firmware: await connection('firmware'),
        qmp: await connection('qmp'),
        report: await connection('report'),
      },
    });
    await Promise.race([machine.qmp.negotiate(), ended, late]);
    return machine;
  } catch (error) {
    // Its sockets close before its exit is seen, and only the exit comes with the reason.
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, LAST_WORDS_MS))]);
    qemu.kill();
    throw error;
  } finally {
    for (const one of Object.values(awaited)) one.close();
  }
}

/** Arguments for what is read by the guest without a disk: credentials and the answer file. */
async function handIn(options: MachineOptions, scratch: string): Promise<string[]> {
  const args = await credentialArguments(options.credentials ?? {}, scratch);
  if (options.answers?.by === 'fw_cfg') {
    const path = join(scratch, 'answers');
    await writeFile(path, options.answers.text);
    args.push('-fw_cfg', `name=${ANSWERS_FW_CFG},file=${path}`);
  }
  return args;
}
