// SPDX-License-Identifier: Apache-2.0
import type { Machine } from './machine.ts';

const PROMPT_MS = 400_000;
const KEYBOARD = /USB HID .* Keyboard/;
const PROMPT = /Please enter (?:passphrase|recovery key|passphrase or recovery key) for disk/;
/** The second is for a system whose last console is the screen: there it says when a disk was opened, on the serial one later. */
const OPENED = /^(?:Finished systemd-cryptsetup|Reached target cryptsetup\.target)/;
const ANSWER = new RegExp(
  `(?:Finished|Failed to start) systemd-cryptsetup|Reached target cryptsetup\\.target|${PROMPT.source}`,
);
const TRIES = 4;

/**
 * Opens the disk of a starting system: types as a person who looks at German keys; layout and prompt are those of the
 * console. The prompt comes again after a wrong one: slips are typed first. Where the emulator is starved, the guest
 * repeats or misses keys.
 */
export async function unlockAtPrompt(
  machine: Machine,
  text: string,
  slips: readonly string[] = [],
): Promise<void> {
  const { serial, qmp } = machine;
  await serial.expect(PROMPT, PROMPT_MS);
  // Until the kernel drives it QEMU gives its keys to another keyboard: the prompt came first, and half a passphrase.
  if (!KEYBOARD.test(serial.text)) await serial.expect(KEYBOARD, PROMPT_MS);
  for (let tries = 0; tries < TRIES; tries += 1) {
    await qmp.typeText(slips[tries] ?? text, 'de');
    await qmp.sendKey('ret');
    const [said] = await serial.expect(ANSWER, PROMPT_MS);
    if (OPENED.test(said)) return;
    if (said.startsWith('Failed')) break;
  }
  throw await machine.failure('what was typed did not open the disk');
}
