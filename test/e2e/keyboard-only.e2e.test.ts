// SPDX-License-Identifier: Apache-2.0
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { focusedName } from './focused-name.ts';
import { headings } from './page-ids.ts';
import { wizards } from './open-wizard.ts';

const open = wizards();

const focused = (page: Page): Promise<string> => page.evaluate(focusedName);

/** Presses Tab until something with that name has the focus; a person would not press it more often than that either. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const seen: string[] = [];
  for (let presses = 0; presses < 40; presses += 1) {
    const now = await focused(page);
    if (name.test(now)) return;
    seen.push(now);
    await page.keyboard.press('Tab');
  }
  throw new Error(`${name} is not reached by Tab: ${seen.join(' | ')}`);
}

test('the whole path without a mouse; each page takes the focus to its heading', async () => {
  const { page, effects } = await open();
  const at = async (name: string): Promise<void> => {
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await expect.poll(() => focused(page)).toBe(name);
  };
  const next = async (): Promise<void> => {
    await tabTo(page, /^Next$/);
    await page.keyboard.press('Enter');
  };

  await page.getByRole('heading', { level: 1, name: headings.welcome }).waitFor();
  await tabTo(page, /^English$/);
  await page.keyboard.press('ArrowDown');
  await page.getByRole('heading', { level: 1, name: 'Willkommen' }).waitFor();
  await page.keyboard.press('ArrowUp');
  await page.getByRole('heading', { level: 1, name: headings.welcome }).waitFor();
  await next();

  await at(headings.keyboard);
  await tabTo(page, /^Search layouts$/);
  await page.keyboard.type('french (canada');
  await page.keyboard.press('Enter');
  await page.getByText('the keymap cf').waitFor();
  await next();

  await at(headings.network);
  await next();
  await at(headings.image);
  await next();

  await at(headings.disk);
  await tabTo(page, /SAMSUNG|512 GB|^$/);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => page.getByRole('radio', { name: /S64KNX0T512345/ }).isChecked()).toBe(true);
  await next();

  await at(headings.layout);
  await page.getByRole('radio', { name: /^Erase the whole disk/ }).waitFor({ state: 'attached' });
  await tabTo(page, /^Use the free space/);
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => page.getByRole('radio', { name: /^Erase the whole disk/ }).isChecked()).toBe(true);
  await page.getByRole('heading', { name: 'After the install' }).waitFor();
  await next();

  await at(headings.encryption);
  await next();

  await at(headings.user);
  await tabTo(page, /^Your name/);
  await page.keyboard.type('Ada Lovelace');
  await tabTo(page, /^Password$/);
  await page.keyboard.type('blue horse sings 42');
  await tabTo(page, /^The same once more$/);
  await page.keyboard.type('blue horse sings 42');
  await next();

  await at(headings.place);
  await tabTo(page, /^Search cities$/);
  await page.keyboard.type('toronto');
  await page.keyboard.press('Enter');
  await next();

  await at(headings.review);
  await page.getByText('This will be lost').waitFor();
  await tabTo(page, /^Show commands$/);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await expect.poll(() => focused(page)).toBe('Show commands');
  await tabTo(page, /^To confirm/);
  await page.keyboard.type('2345');
  await tabTo(page, /^Erase /);
  await page.keyboard.press('Enter');

  await at('Installing');
  await at('Done');
  await tabTo(page, /^Restart now$/);
  await page.keyboard.press('Enter');
  await page.getByText('Bye…').first().waitFor();
  expect(effects.map(({ verb }) => verb)).toEqual(['secret', 'apply', 'leave']);
});

test('a locked step and a locked button are reached, and say why', async () => {
  const { page } = await open();
  await tabTo(page, /^10Review/);
  expect(await focused(page)).toContain('comes after the steps before it');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Welcome' }).waitFor();
});
