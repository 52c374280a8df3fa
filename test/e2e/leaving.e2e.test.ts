// SPDX-License-Identifier: Apache-2.0
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { madeDraft } from './made-draft.ts';
import { wizards } from './open-wizard.ts';
import { headings, type PageId } from './page-ids.ts';

const open = wizards();
const PASSPHRASE = 'blue horse sings 42';
const at = (page: Page, id: PageId): Promise<void> =>
  page.getByRole('heading', { level: 1, name: headings[id] }).waitFor();

test('a double click leaves one page, not the one behind it as well', async () => {
  const { page } = await open({ machine: 'ostree', draft: madeDraft('layout', { serial: '82KA20F5K7N1' }) });
  await at(page, 'layout');
  await page.getByRole('button', { name: 'Next', exact: true }).dblclick({ delay: 50 });
  await at(page, 'encryption');
  // Long enough for a page to come up.
  await page.waitForTimeout(1000);
  await at(page, 'encryption');
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await at(page, 'user');
});

test('a new passphrase is handed over whichever way the page is left, and never another than was typed', async () => {
  const encryption = { isOn: true, typedWith: 'us', tpm2: false, pin: false, fido2: false };
  const draft = madeDraft('review', { serial: '82KA20F5K7N1', answers: { encryption } });
  const { page, effects } = await open({ machine: 'ostree', draft });
  const rail = (name: string): Promise<void> =>
    page
      .getByRole('navigation')
      .getByRole('button', { name: new RegExp(name) })
      .click();
  await rail('Encryption');
  await page.getByText('Your passphrase is kept. Type here only to change it.').waitFor();
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.getByLabel('Type it as at start').fill('blue house sings 42');
  await rail('Review');
  await page.getByText('The two passphrases differ.').waitFor();
  await page.getByLabel('Type it as at start').fill(PASSPHRASE);
  await rail('Review');
  await at(page, 'review');
  expect(effects.map(({ verb }) => verb)).toEqual(['secret']);
  // On the way back nobody is held up, and what is right is handed over too.
  await rail('Encryption');
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await at(page, 'layout');
  await rail('Encryption');
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.getByLabel('Type it as at start').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await at(page, 'layout');
  expect(effects.map(({ verb }) => verb)).toEqual(['secret', 'secret']);
});
