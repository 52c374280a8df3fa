// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { focusedName } from '../e2e/focused-name.ts';
import { seenOnPage } from '../e2e/seen-on-page.ts';
import type { KioskSession } from './kiosk-session.ts';

const DIRECTORY = '/run/face-eye';
const PORT = 9222;
const LOOK_MS = 400;
const PATIENCE_MS = 240_000;
/** In a slow machine a key takes seconds; a key that gets lost is pressed again after this. */
const MOVE_MS = 30_000;
const MOST_TABS = 40;

const seenSchema = z.object({
  /** The page's heading of the first level. */
  heading: z.string(),
  /** Name of what has the focus. */
  focus: z.string(),
  /** Grows with each move of the focus; it begins anew with the page. */
  moves: z.number(),
  /** What is written in it. */
  value: z.string(),
  /** What can be pressed, with its middle as a share of the screen. */
  things: z.array(z.object({ name: z.string(), x: z.number(), y: z.number() })),
  gone: z.string().optional(),
});
export type Seen = z.infer<typeof seenSchema>;

const EXPRESSION = `(${String(seenOnPage)})(${String(focusedName)})`;

/**
 * Sees what the kiosk's page shows, so that a test can press keys and move the pointer as a person would who looks at
 * the screen. It only looks: what is done is done by QEMU's keyboard and pointer. For it the browser is started once
 * more, with the port for developers that the product keeps shut.
 */
export class FaceEye {
  readonly #kiosk: KioskSession;

  private constructor(kiosk: KioskSession) {
    this.#kiosk = kiosk;
  }

  /** Restarts the face with an eye on it; the page is as it was, which is the service's promise. */
  static async open(kiosk: KioskSession): Promise<FaceEye> {
    const script = await readFile(new URL('face-eye-guest.ts', import.meta.url));
    const unit = '/run/systemd/system/particleos-face.service.d';
    const policies = '/etc/chromium/policies/managed';
    const put = async (path: string, content: Buffer): Promise<void> => {
      await kiosk.sh(`rm -f ${path}.64`);
      // A terminal takes no more than 4095 bytes in a line (termios(3), canonical mode).
      for (const part of content.toString('base64').match(/.{1,2000}/g) ?? [])
        await kiosk.sh(`printf %s ${part} >> ${path}.64`);
      await kiosk.sh(`base64 -d ${path}.64 > ${path}; rm ${path}.64`);
    };
    await kiosk.sh(`mkdir -p ${DIRECTORY} ${unit}`);
    await put(`${DIRECTORY}/eye.ts`, script);
    await put(`${DIRECTORY}/expression`, Buffer.from(EXPRESSION));
    await kiosk.sh(
      `sed 's/ --kiosk / --kiosk --remote-debugging-port=${PORT} /' /usr/lib/particleos/face > ${DIRECTORY}/face && grep -q ${PORT} ${DIRECTORY}/face`,
    );
    await put(
      `${unit}/eye.conf`,
      Buffer.from(`[Service]\nExecStart=\nExecStart=/bin/sh ${DIRECTORY}/face\n`),
    );
    await kiosk.sh(`sed -i '/DeveloperToolsAvailability/s/2/1/' ${policies}/*.json`);
    await kiosk.sh('systemctl daemon-reload && systemctl restart particleos-face');
    // Both share the network of the face's socket, which stays when the face is restarted.
    const pid = '$(systemctl show --value --property=MainPID particleos-face)';
    await kiosk.sh(
      `setsid nsenter --net=/proc/${pid}/ns/net /usr/lib/particleos/node ${DIRECTORY}/eye.ts ${PORT} "$(cat ${DIRECTORY}/expression)" ${DIRECTORY}/seen > ${DIRECTORY}/log 2>&1 < /dev/null & true`,
    );
    const eye = new FaceEye(kiosk);
    await eye.until('the page after the restart', ({ heading }) => heading !== '');
    return eye;
  }

  /** What is on the screen now. */
  async see(): Promise<Seen> {
    const text = await this.#kiosk.sh(`cat ${DIRECTORY}/seen 2>/dev/null || echo null`);
    const parsed = seenSchema.nullable().parse(JSON.parse(text));
    return parsed ?? { heading: '', focus: '', moves: 0, value: '', things: [] };
  }

  /** Looks until it is so; the last look is in the error. */
  async until(what: string, isSo: (seen: Seen) => boolean, patienceMs = PATIENCE_MS): Promise<Seen> {
    const end = performance.now() + patienceMs;
    for (;;) {
      const seen = await this.see();
      if (isSo(seen)) return seen;
      if (performance.now() > end)
        throw await this.#kiosk.live.machine.failure(`not seen: ${what}; ${JSON.stringify(seen)}`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }

  /** Waits for a page; its heading has the focus then. */
  async page(heading: string, patienceMs?: number): Promise<Seen> {
    return this.until(`page ${heading}`, (seen) => seen.heading === heading, patienceMs);
  }

  /** Presses Tab until something with that name has the focus. */
  async tabTo(name: RegExp): Promise<Seen> {
    const passed: string[] = [];
    for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
      const seen = await this.see();
      if (name.test(seen.focus)) return seen;
      passed.push(seen.focus);
      await this.#kiosk.live.machine.qmp.sendKey('tab');
      await this.#moved(seen.moves);
    }
    throw await this.#kiosk.live.machine.failure(`${name} is not reached by Tab: ${passed.join(' | ')}`);
  }

  /** Clicks on something with that name. */
  async click(name: RegExp): Promise<void> {
    const seen = await this.until(`something called ${name}`, ({ things }) =>
      things.some((thing) => name.test(thing.name)),
    );
    const thing = seen.things.find((one) => name.test(one.name));
    if (thing !== undefined) await this.#kiosk.live.machine.qmp.click(thing.x, thing.y);
  }

  /** After a key that moves the focus: another one too early, and what is pressed next goes past what is seen. */
  async #moved(before: number): Promise<void> {
    const end = performance.now() + MOVE_MS;
    while (performance.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      if ((await this.see()).moves !== before) return;
    }
  }
}
