// SPDX-License-Identifier: Apache-2.0
import { openSession, type ConsoleSession } from './console-session.ts';
import type { MachineOptions } from './machine-options.ts';
import type { Machine } from './machine.ts';
import { startMachine } from './start-machine.ts';

/** Entries of the boot menu: wizard, with a screen reader, with safe graphics; shell, shell with messages; unattended. */
export type MenuKey = 'w' | 'r' | 'g' | 'i' | 's' | 'u';

export interface LiveOptions extends Omit<MachineOptions, 'iso'> {
  readonly iso: { readonly path: string; readonly bus: 'cdrom' | 'usb' };
  /** "i" when absent. */
  readonly entry?: MenuKey;
}

/** A running live system and root's shell in it; it is gone when its scope ends. */
export interface Live extends AsyncDisposable {
  readonly machine: Machine;
  readonly shell: ConsoleSession;
}

/** Under Secure Boot with a TPM each file of the loader is checked and measured, in SMM: minutes on a busy emulator. */
const MENU_DEADLINE_MS = 300_000;
export const BOOT_DEADLINE_MS = 900_000;
/** The live system logs root in on the serial console (serial-getty@ttyS0); a message may come right behind the prompt. */
export const ROOT_PROMPT = /root@[\w-]+:~# (?:$|\[)/m;
const KEY_TRIES = 4;
const KEY_ANSWER_MS = 4000;

/** Presses a key until the menu is gone: one that comes while GRUB draws its menu can be lost. */
export async function chooseInMenu(machine: Machine, key: MenuKey): Promise<void> {
  await machine.serial.expect(/Unattended install/, MENU_DEADLINE_MS);
  const chosen = machine.serial.expect(/Loading the live system/, KEY_TRIES * KEY_ANSWER_MS).then(() => true);
  chosen.catch(() => undefined);
  for (let tries = 0; tries < KEY_TRIES; tries++) {
    machine.serial.send(key);
    const late = new Promise<false>((resolve) => setTimeout(resolve, KEY_ANSWER_MS, false));
    if (await Promise.race([chosen, late])) return;
  }
  await chosen;
}

/** Boots the ISO as someone would who wants a shell, and takes over the one on the serial console. */
export async function startLive(options: LiveOptions): Promise<Live> {
  const machine = await startMachine(options);
  try {
    await chooseInMenu(machine, options.entry ?? 'i');
    await machine.serial.expect(ROOT_PROMPT, BOOT_DEADLINE_MS);
    const shell = await openSession(machine);
    return { machine, shell, [Symbol.asyncDispose]: () => machine.stop() };
  } catch (error) {
    await machine.stop();
    throw error;
  }
}
