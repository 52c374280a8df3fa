// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import type { KioskSession } from './kiosk-session.ts';
import { putScript } from './put-script.ts';

const SCRIPT = '/run/calamares-eye.py';
const UNIT = 'calamares-eye';
const QUESTION = '/run/calamares-eye.question';
const ANSWER = '/run/calamares-eye.answer';
/** The accessibility bus is found by way of the kiosk's session bus. */
const BUS = '--setenv=DBUS_SESSION_BUS_ADDRESS=unix:path=/run/particleos-kiosk/bus --setenv=HOME=/run';
const START = `mkfifo -m 0600 ${QUESTION} ${ANSWER}; systemd-run --quiet --unit=${UNIT} ${BUS} python3 ${SCRIPT} ${QUESTION} ${ANSWER}`;
/** Nobody to answer would be waited for without end; half an answer is none. */
const LOOK = `timeout 100 sh -c 'echo > ${QUESTION}; cat ${ANSWER}' || { systemctl restart ${UNIT}; echo '[]'; }`;
const LOOK_MS = 120_000;
const PAUSE_MS = 1500;
const PATIENCE_MS = 600_000;

const thingSchema = z.object({
  /** As AT-SPI calls it: "button", "text", "password text", "check box". */
  role: z.string(),
  name: z.string(),
  /** What is written in it; bullets in a password field. */
  value: z.string(),
  focused: z.boolean(),
  enabled: z.boolean(),
  checked: z.boolean(),
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
});
export type Thing = z.infer<typeof thingSchema>;

/** What is looked for: a name, or part of one, and a role where the name alone does not tell. */
export interface Wanted {
  readonly name?: RegExp;
  readonly role?: string;
}

/** Whether a thing is one that is looked for. */
export function isWanted(thing: Thing, { name, role }: Wanted): boolean {
  return (name === undefined || name.test(thing.name)) && (role === undefined || thing.role === role);
}

/**
 * Sees what Calamares shows as a screen reader does, so that a test can press keys and move the pointer as a person would
 * who looks at the screen. It only looks: what is done is done by QEMU's keyboard and pointer.
 */
export class CalamaresEye {
  readonly #kiosk: KioskSession;

  private constructor(kiosk: KioskSession) {
    this.#kiosk = kiosk;
  }

  static async open(kiosk: KioskSession): Promise<CalamaresEye> {
    await putScript(kiosk, 'calamares-eye.py', SCRIPT);
    await kiosk.sh(`systemctl stop ${UNIT} 2>&1; rm -f ${QUESTION} ${ANSWER}`);
    await kiosk.sh(START);
    return new CalamaresEye(kiosk);
  }

  /** What is on the screen now; nothing while Calamares is busy or not there. */
  async see(): Promise<Thing[]> {
    const text = await this.#kiosk.sh(LOOK, LOOK_MS);
    return z.array(thingSchema).parse(JSON.parse(text));
  }

  /** Looks until it is so; the last look is in the error. */
  async until(
    what: string,
    isSo: (things: readonly Thing[]) => boolean,
    patienceMs = PATIENCE_MS,
  ): Promise<Thing[]> {
    const end = performance.now() + patienceMs;
    for (;;) {
      const things = await this.see();
      if (isSo(things)) return things;
      if (performance.now() > end)
        throw await this.#kiosk.live.machine.failure(`not seen: ${what}; ${JSON.stringify(things)}`);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  /** Waits for something that can be used; of several the given one, in the order of the page. */
  async find(wanted: Wanted, at = 0, patienceMs?: number): Promise<Thing> {
    const isThere = (thing: Thing): boolean => isWanted(thing, wanted) && thing.enabled && thing.width > 0;
    const words = `${wanted.role ?? 'something'} called ${wanted.name ?? 'anything'}`;
    const things = await this.until(words, (all) => all.filter(isThere).length > at, patienceMs);
    const found = things.filter(isThere)[at];
    if (found === undefined) throw new Error('unreachable');
    return found;
  }

  /** Clicks into the middle of something, or a share of its width from its left edge. */
  async click(wanted: Wanted, { at = 0, share = 0.5 } = {}): Promise<void> {
    const { x, y, width, height } = await this.find(wanted, at);
    const screen = await this.#kiosk.colours();
    await this.#kiosk.live.machine.qmp.click(
      (x + width * share) / screen.width,
      (y + height / 2) / screen.height,
    );
  }
}
