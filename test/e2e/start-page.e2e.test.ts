// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startFake, type FakeBackend } from './fake-backend/start-fake.ts';
import { CHROMIUM, E2E_RENDERER } from './places.ts';

let browser: Browser | null = null;
let fake: FakeBackend;
beforeAll(async () => {
  if (existsSync(CHROMIUM)) browser = await chromium.launch({ executablePath: CHROMIUM });
});
beforeEach(async ({ skip }) => {
  skip(browser === null, `${CHROMIUM} is not installed`);
  fake = await startFake({ directory: E2E_RENDERER });
});
afterEach(() => fake.close());
afterAll(async () => browser?.close());

/** The first page as HTML; the wizard behind it comes when `arrive` is called. */
async function open(): Promise<{ page: Page; arrive: () => void }> {
  if (browser === null) throw new Error('no browser');
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const held = Promise.withResolvers<void>();
  await page.route('**/app.js', async (route) => {
    await held.promise;
    await route.continue();
  });
  await page.goto(`${fake.url}/start.html`);
  return { page, arrive: held.resolve };
}

const wizard = (page: Page) => page.locator('#wizard:not([hidden])');

test('stands before the wizard is loaded, as it stands after', async () => {
  const { page, arrive } = await open();
  await page.getByRole('heading', { level: 1, name: 'Welcome' }).waitFor();
  const places = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('h1, h2, .card, .rail button, .buttons button, .tools button')].map(
        (element) => {
          const { x, y, width, height } = element.getBoundingClientRect();
          return [element.textContent, x, y, width, height];
        },
      ),
    );
  const before = await places();
  arrive();
  await wizard(page).waitFor();
  expect(await page.locator('#start').count()).toBe(0);
  expect(before.length).toBeGreaterThan(20);
  expect((await places()).slice(0, before.length)).toEqual(before);
});

test('keeps the focus and what was chosen by keyboard, and then goes on', async () => {
  const { page, arrive } = await open();
  await page.getByRole('radio', { name: 'English' }).focus();
  await page.keyboard.press('ArrowRight');
  expect(await page.locator('.card[data-selected]').textContent()).toBe('Deutsch');
  arrive();
  await wizard(page).getByRole('heading', { level: 1, name: 'Willkommen' }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('value'))).toBe('de');
});

test('does what was pressed', async () => {
  const { page, arrive } = await open();
  await page.getByText('Français').click();
  await page.getByRole('button', { name: 'Next' }).click();
  arrive();
  await wizard(page).getByRole('heading', { level: 1, name: 'Clavier' }).waitFor();
});

test('a step that comes later cannot be pressed early', async () => {
  const { page, arrive } = await open();
  await page.locator('#start').getByText('Review').click({ force: true });
  arrive();
  await wizard(page).getByRole('heading', { level: 1, name: 'Welcome' }).waitFor();
});
