// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { wizards } from './open-wizard.ts';
import { shownPages } from './shown-pages.ts';

const open = wizards();
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Violations of WCAG 2.2 A and AA and of axe's best practices, each with where it was found. */
async function violations(page: Page): Promise<string[]> {
  // By the debugger, which the page's policy does not bind.
  await page.evaluate(axe);
  const { violations: found } = await page.evaluate<AxeResults>('axe.run({ resultTypes: ["violations"] })');
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
  );
}

/** Colors hang on the document alone (styles/tokens.css), so one page is judged in all of them. */
const themes = [
  { theme: 'light', contrast: 'auto' },
  { theme: 'dark', contrast: 'auto' },
  { theme: 'light', contrast: 'more' },
  { theme: 'dark', contrast: 'more' },
] as const;

describe.each(['en', 'ar'])('axe finds nothing (%s)', (language) => {
  test.each(shownPages.map((shown) => [shown.name, shown] as const))('%s', async (_page, shown) => {
    const { page, fake } = await open({ ...shown.open({ language }), reducedMotion: 'reduce' });
    if (shown.run !== undefined) fake.feed.publish(shown.run);
    await page.waitForLoadState('networkidle').catch(() => null);
    expect(await page.evaluate(() => document.documentElement.dir)).toBe(language === 'ar' ? 'rtl' : 'ltr');
    for (const look of language === 'en' ? themes : themes.slice(0, 1)) {
      await page.evaluate((set) => Object.assign(document.documentElement.dataset, set), look);
      expect({ look, found: await violations(page) }).toEqual({ look, found: [] });
    }
  });
});

test('the dialogs have no violations either', async () => {
  const review = shownPages.find(({ name }) => name === 'review');
  const { page } = await open(review?.open({}));
  for (const name of ['Show commands', 'Save as answer file…', 'Display']) {
    await page.getByRole('button', { name, exact: true }).click();
    await page.getByRole('dialog').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
});

test('nor has the one for a partition, folded out', async () => {
  const byHand = shownPages.find(({ name }) => name === 'layout-by-hand');
  const { page } = await open(byHand?.open({}));
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Add a partition' }).click();
  await dialog.getByRole('button', { name: 'More choices' }).click();
  await dialog.getByRole('group', { name: 'Attributes in the table' }).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Change: nvme0n1p6,/ }).click();
  await dialog.getByLabel('What becomes of it').selectOption('resize');
  expect(await dialog.getByLabel('Used for').locator('option').allInnerTexts()).toEqual(['Not used', 'Data']);
  expect(await violations(page)).toEqual([]);
});

/** The smallest screen with the largest text, a notebook with it, and the largest screen: [width, height, percent]. */
const screens = [
  [800, 600, '200'],
  [1280, 800, '200'],
  [3840, 2160, '100'],
] as const;

test.each(shownPages.map((shown) => [shown.name, shown] as const))(
  '%s: nothing is cut off sideways from 800 x 600 with text at 200 % to 4K',
  async (_page, shown) => {
    // The pseudo-language is as long as the longest one.
    const { page, fake } = await open(shown.open({ language: 'en-XA' }));
    if (shown.run !== undefined) fake.feed.publish(shown.run);
    for (const [width, height, text] of screens) {
      await page.setViewportSize({ width, height });
      await page.evaluate((set) => Object.assign(document.documentElement.dataset, set), { text });
      const wide = await page.evaluate(() =>
        [...document.querySelectorAll('.page-scroll, .buttons, .tools')]
          .filter((box) => box.scrollWidth > box.clientWidth + 1)
          .map((box) => `${box.className} ${box.scrollWidth} > ${box.clientWidth}`),
      );
      expect({ width, text, wide }).toEqual({ width, text, wide: [] });
    }
  },
);

/** Locked buttons on the page whose reason is nearer than half a letter, each by its words. */
const glued = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('.button + .locked-reason')]
      .filter((reason) => {
        const words = reason.getBoundingClientRect();
        const button = reason.previousElementSibling?.getBoundingClientRect() ?? words;
        const across = Math.max(words.left - button.right, button.left - words.right);
        const down = Math.max(words.top - button.bottom, button.top - words.bottom);
        return Math.max(across, down) < 8;
      })
      .map((reason) => reason.parentElement?.innerText ?? ''),
  );

test('a locked button stands apart from its reason', async () => {
  const named = (name: string): (typeof shownPages)[number] | undefined =>
    shownPages.find((shown) => shown.name === name);
  const locked = await open(named('layout-locked')?.open({}));
  await locked.page.getByText('Enter what opens it first.').waitFor();
  expect(await glued(locked.page)).toEqual([]);
  const ways = await open(named('encryption-ways')?.open({}));
  // Locked as long as the answer is not there: it never comes.
  await ways.page.route('**/api/facts', () => undefined);
  await ways.page.getByRole('button', { name: 'Look again' }).click();
  await ways.page.locator('#ways ~ * .locked-reason').waitFor();
  expect(await glued(ways.page)).toEqual([]);
});
