// SPDX-License-Identifier: Apache-2.0
import type { Page } from 'playwright-core';

/** Milliseconds from a click to frames of the page that it leads to. */
export interface PaintTimes {
  /** The frame with its heading, and everything but the rows of a long list. */
  readonly headingMs: number;
  /** The frame with the rows too; the same where there are none. */
  readonly wholeMs: number;
}

/** Presses "next" or "back" and waits for the frames that follow; `withRows`: a long list belongs to the page. */
export async function paintAfter(page: Page, button: string, withRows: boolean): Promise<PaintTimes> {
  return page.evaluate(
    (asked) =>
      new Promise<PaintTimes>((resolve) => {
        const target = [...document.querySelectorAll<HTMLElement>('.buttons button')].find(
          (one) => one.textContent.trim() === asked.button,
        );
        const before = document.querySelector('h1')?.textContent;
        const startMs = performance.now();
        const elapsedMs = (): number => performance.now() - startMs;
        let headingMs: number | null = null;
        // A frame is painted after its callbacks; a message from there arrives after that.
        const painted = (run: () => void): void => {
          const { port1, port2 } = new MessageChannel();
          port1.addEventListener('message', run);
          port1.start();
          port2.postMessage(null);
        };
        const look = (): void => {
          if (document.querySelector('h1')?.textContent === before) {
            requestAnimationFrame(look);
            return;
          }
          painted(() => (headingMs ??= elapsedMs()));
          if (asked.withRows && document.querySelector('[role=option]') === null) requestAnimationFrame(look);
          else painted(() => resolve({ headingMs: headingMs ?? elapsedMs(), wholeMs: elapsedMs() }));
        };
        target?.click();
        requestAnimationFrame(look);
      }),
    { button, withRows },
  );
}
