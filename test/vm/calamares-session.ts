// SPDX-License-Identifier: Apache-2.0
import { KioskSession } from './kiosk-session.ts';
import type { LiveOptions } from './live.ts';

/** Calamares as a person uses it, by keyboard and pointer, with root's shell on the serial console beside it. */
export class CalamaresSession implements AsyncDisposable {
  readonly kiosk: KioskSession;

  private constructor(kiosk: KioskSession) {
    this.kiosk = kiosk;
  }

  static async start(options: LiveOptions): Promise<CalamaresSession> {
    return new CalamaresSession(await KioskSession.start(options));
  }

  /** Calamares' own log of this session. */
  log(): Promise<string> {
    return this.kiosk.sh('cat /run/particleos-face/.cache/calamares/session.log');
  }

  /** Waits until the log has a line; each page and job writes some. */
  async logged(pattern: RegExp, deadlineMs = 300_000): Promise<void> {
    const until = performance.now() + deadlineMs;
    while (!pattern.test(await this.log())) {
      if (performance.now() > until)
        throw await this.kiosk.live.machine.failure(`Calamares logged no ${String(pattern)}`);
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  }

  /** Presses "Next", or "Install" where that stands in its place; each page paints for a while. */
  async next(letter: 'n' | 'i' = 'n'): Promise<void> {
    await this.kiosk.live.machine.qmp.sendKey('alt', letter);
    await new Promise((resolve) => setTimeout(resolve, 5000));
  }

  /** A picture of the page. */
  picture(name: string): Promise<string> {
    return this.kiosk.live.machine.screenshot(name);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kiosk[Symbol.asyncDispose]();
  }
}
