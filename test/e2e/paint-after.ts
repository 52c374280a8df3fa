// SPDX-License-Identifier: Apache-2.0
import type { Page } from 'playwright-core';

/** Milliseconds from a click on "next" or "back" to the frame with the other page's heading. */
export async function paintAfter(page: Page, button: string): Promise<number> {
  return page.evaluate(
    (name) =>
      new Promise<number>((resolve) => {
        const target = [...document.querySelectorAll<HTMLElement>('.buttons button')].find(
          (one) => one.textContent.trim() === name,
        );
        const before = document.querySelector('h1')?.textContent;
        const startMs = performance.now();
        target?.click();
        const look = (): void => {
          if (document.querySelector('h1')?.textContent === before) requestAnimationFrame(look);
          // The frame in which the heading is found is painted after this callback; the next one says that it was.
          else requestAnimationFrame(() => resolve(performance.now() - startMs));
        };
        requestAnimationFrame(look);
      }),
    button,
  );
}
