// SPDX-License-Identifier: Apache-2.0
import {
  WATCH_BEGINS,
  progressLines,
  serialProgressLines,
  watchCredentials,
  watchVerdict,
} from './install-watch.ts';
import { BOOT_DEADLINE_MS, chooseInMenu } from './live.ts';
import type { Disk, MachineOptions } from './machine-options.ts';
import { memoryWatchCredentials } from './memory-watch.ts';
import { startMachine } from './start-machine.ts';

export interface InstallOptions extends Pick<
  MachineOptions,
  'name' | 'firmware' | 'memoryMiB' | 'network' | 'variables' | 'tpm'
> {
  readonly iso: { readonly path: string; readonly bus: 'cdrom' | 'usb' };
  readonly disks: readonly Disk[];
  /** The answer file; it must say "after: poweroff", because the end of the machine is the end of the install. */
  readonly answers: { readonly text: string; readonly by: 'volume' | 'fw_cfg' };
  /** From power-on to power-off; 20 minutes when absent. */
  readonly deadlineMs?: number;
  /** Values for what the answer file names as a secret. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Let memory-watch.ts look on; its lines are in the journal of the result. */
  readonly watchMemory?: boolean;
  /** Called with each line for a person; standard output when absent. */
  readonly say?: (line: string) => void;
}

export interface InstallResult {
  /** From power-on to power-off. */
  readonly seconds: number;
  /** From power-on until the installer was started. */
  readonly bootSeconds: number;
  /** "particleos: ..." lines as the installer wrote them. */
  readonly lines: readonly string[];
  /** All that the installing service wrote, the table of phases too. */
  readonly journal: readonly string[];
  /** The same lines as they came over the serial console, for tests of what a person sees there. */
  readonly serialLines: readonly string[];
  readonly directory: string;
}

const DEADLINE_MS = 20 * 60_000;
const POWER_OFF_DEADLINE_MS = 120_000;

/** Installs as a person would: boots the ISO, presses "u" in its menu and waits until the machine is off. */
export async function installByIso(options: InstallOptions): Promise<InstallResult> {
  const {
    deadlineMs = DEADLINE_MS,
    say = printLine,
    watchMemory = false,
    secrets = {},
    ...machineOptions
  } = options;
  if (!/^after: *poweroff$/m.test(options.answers.text)) {
    throw new Error('the answer file of a test must say "after: poweroff"');
  }
  const handed = Object.entries(secrets).map(([name, value]) => [`particleos.secret.${name}`, value]);
  const credentials = {
    ...(Object.fromEntries(handed) as Record<string, string>),
    ...watchCredentials,
    ...(watchMemory ? await memoryWatchCredentials() : {}),
  };
  await using machine = await startMachine({ ...machineOptions, credentials });
  const started = performance.now();
  const seconds = (): number => Math.round((performance.now() - started) / 100) / 10;
  const journal: string[] = [];
  const begun = Promise.withResolvers<undefined>();
  const verdict = watchVerdict(machine, (line) => {
    if (line === WATCH_BEGINS) begun.resolve(undefined);
    else journal.push(line);
    if (line.startsWith('particleos')) say(`${options.name} ${seconds().toFixed(1).padStart(6)} s  ${line}`);
  });
  await chooseInMenu(machine, 'u');
  await machine.waitFor(begun.promise, 'the installer to be started', BOOT_DEADLINE_MS);
  const bootSeconds = seconds();
  const ended = await machine.waitFor(verdict, 'the end of the install', deadlineMs - bootSeconds * 1000);
  if (ended === 'failed') throw await machine.failure(`the install failed:\n${indent(journal)}`);
  const end = await machine.waitForEnd(POWER_OFF_DEADLINE_MS);
  if (end !== 'poweroff') throw await machine.failure(`the machine ended by ${end} after the install`);
  const result: InstallResult = {
    seconds: seconds(),
    bootSeconds,
    lines: progressLines(journal),
    journal,
    serialLines: serialProgressLines(machine.serial.text),
    directory: machine.directory.path,
  };
  await machine.directory.writeJson('install.json', result);
  return result;
}

function indent(lines: readonly string[]): string {
  return lines.map((line) => `    ${line}`).join('\n');
}

function printLine(line: string): void {
  process.stdout.write(`${line}\n`);
}
