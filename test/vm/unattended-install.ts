// SPDX-License-Identifier: Apache-2.0
import type { Machine } from './machine.ts';

const MENU_DEADLINE_MS = 180_000;
const INSTALL_DEADLINE_MS = 1_800_000;
const END_DEADLINE_MS = 180_000;
/** The journal's last lines about a failure come after the failure. */
const LAST_LINES_MS = 3000;

/** Lines of the installer in the journal that the live system forwards to the serial port. */
const INSTALLER_LINE = /particleos-installer\[\d+\]: (.*)$/;
const OUTCOME =
  /particleos: (succeeded) after|particleos: (?:failed|cancelled) after|particleos-unattended\.service: (?:Main process exited|Failed with)/;

/**
 * Presses the key of "Unattended install" in the ISO's menu and follows the install to the end of the machine.
 * Shows the installer's own lines; an install that failed or was refused is an error at once.
 */
export async function installUnattended(
  machine: Machine,
  show: (line: string) => void,
): Promise<'poweroff' | 'reboot'> {
  const { serial } = machine;
  await serial.expect(/Unattended install/, MENU_DEADLINE_MS);
  await serial.type('u');
  const stop = serial.onLine((line) => {
    const text = INSTALLER_LINE.exec(line)?.[1];
    if (text !== undefined) show(text);
  });
  const outcome = await serial.expect(OUTCOME, INSTALL_DEADLINE_MS);
  if (outcome[1] !== 'succeeded') {
    await new Promise((resolve) => setTimeout(resolve, LAST_LINES_MS));
    throw await machine.failure(`the install did not succeed: ${outcome[0]}`);
  }
  const end = await machine.waitForEnd(END_DEADLINE_MS);
  stop();
  if (end === 'poweroff' || end === 'reboot') return end;
  throw await machine.failure(`the machine ended with "${end}" after the install`);
}
