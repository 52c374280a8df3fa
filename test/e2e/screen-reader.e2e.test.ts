// SPDX-License-Identifier: Apache-2.0
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { madeDraft } from './made-draft.ts';
import { headings } from './page-ids.ts';
import { wizards } from './open-wizard.ts';
import { startOn } from './start-on.ts';

const open = wizards();

/**
 * Writes down what a screen reader is told: what gets the focus (with its role), and every change of a live region.
 * A stand-in for a screen reader's own transcript, from the same events that it gets.
 */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(globalThis, { said });
    const say = (line: string): void => {
      if (line !== '' && said.at(-1) !== line) said.push(line);
    };
    document.addEventListener('focusin', ({ target }) => {
      if (!(target instanceof HTMLElement)) return;
      const role = target.getAttribute('role') ?? target.tagName.toLowerCase();
      const labels = target instanceof HTMLInputElement ? target.labels : null;
      const name = target.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? target.textContent;
      say(`focus ${role}: ${name}`);
    });
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        const region = element?.closest('[aria-live="polite"], [role="status"], [role="alert"]');
        if (region instanceof HTMLElement) say(`live: ${region.textContent}`);
      }
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
  });
  return () => page.evaluate(() => (globalThis as unknown as { said: string[] }).said);
}

test('a transcript has each page by its heading, the problems, and the progress to its end', async () => {
  const { page } = await open({ stepMs: 40 });
  const transcript = await listen(page);
  const next = (): Promise<void> => page.getByRole('button', { name: 'Next', exact: true }).click();
  const at = (name: string): Promise<void> => page.getByRole('heading', { level: 1, name }).waitFor();
  for (const name of [headings.welcome, headings.keyboard, headings.network, headings.image]) {
    await at(name);
    await next();
  }
  await at(headings.disk);
  await next();
  await page.getByText('Choose a disk.').waitFor();
  await page.getByText('S64KNX0T512345').click();
  await next();
  await at(headings.layout);
  await page.getByText('Erase the whole disk').click();
  await next();
  await at(headings.encryption);
  await next();
  await at(headings.user);
  await page.getByLabel('User name').fill('ada');
  await page.getByLabel(/^SSH keys/).fill('ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGM1a2V5 ada@laptop');
  await next();
  await at(headings.place);
  await next();
  await at(headings.review);
  await page.getByRole('textbox', { name: /^To confirm/ }).fill('2345');
  await page.getByRole('button', { name: /^Erase / }).click();
  await at('Done');
  const said = await transcript();
  for (const name of Object.values(headings).slice(1)) expect(said).toContain(`focus h1: ${name}`);
  expect(said).toContain('live: One thing is missing on this page');
  expect(said).toContain('focus h1: Installing');
  expect(said).toContain('focus h1: Done');
  const progress = said.filter((line) => /^live: .*: \d+ percent done$/.test(line));
  expect(progress.some((line) => line.startsWith('live: Unpacking the system'))).toBe(true);
  expect(progress.some((line) => line.endsWith('90 percent done'))).toBe(true);
  // Often enough to trust it, seldom enough to bear it: each tenth and each phase once.
  expect(new Set(progress).size).toBe(progress.length);
  expect(progress.length).toBeLessThanOrEqual(22);
});

test('the tree that a screen reader reads has landmarks, the step at hand, and the reasons of what is locked', async () => {
  const { page } = await open({ machine: 'faults', draft: madeDraft('disk') });
  // The page stands before the disks are known.
  await page.getByRole('radiogroup', { name: 'Disks' }).waitFor();
  const tree = await page.locator('body').ariaSnapshot();
  for (const part of [
    'navigation "Steps"',
    'main',
    'heading "Disk" [level=1]',
    'radiogroup "Disks"',
    'comes after the steps before it',
  ])
    expect(tree).toContain(part);
  await startOn(page, 'STOPS-HALFWAY');
  await page.getByRole('heading', { level: 1, name: 'Installing' }).waitFor();
  await page.getByRole('progressbar').getByText('Storing the system').waitFor();
  expect(await page.locator('main').ariaSnapshot()).toContain('progressbar "Progress of the install"');
});
