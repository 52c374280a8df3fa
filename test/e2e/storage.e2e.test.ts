// SPDX-License-Identifier: Apache-2.0
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { RECOVERY_KEY } from './fake-backend/fake-handlers.ts';
import { DISK_PASSPHRASE } from './fake-backend/locked-disk.ts';
import { madeDraft } from './made-draft.ts';
import { wizards, type Opened } from './open-wizard.ts';
import { headings, type PageId } from './page-ids.ts';

const open = wizards();
const PASSPHRASE = 'blue horse sings 42';
const WINDOWS = { partUuid: '8d3c1a50-0000-4000-8000-000000000003' };
const DEBIAN = { partUuid: '8d3c1a50-0000-4000-8000-000000000006' };
const ESP = { partUuid: '8d3c1a50-0000-4000-8000-000000000001' };

const at = (page: Page, id: PageId): Promise<void> =>
  page.getByRole('heading', { level: 1, name: headings[id] }).waitFor();
const next = (page: Page): Promise<void> => page.getByRole('button', { name: 'Next', exact: true }).click();
const undecided = { layout: { rootFileSystem: null, layout: null } };

/** The layout page of a disk on which nothing was chosen yet. */
async function onLayout(machine: 'dualboot' | 'ostree' | 'locked', serial = '20481H801234'): Promise<Opened> {
  const opened = await open({
    machine,
    draft: madeDraft('layout', { serial, answers: undecided }),
    stepMs: 5,
  });
  await at(opened.page, 'layout');
  return opened;
}

/** From the layout page to the review. */
async function reviewFrom(page: Page, pages: readonly PageId[]): Promise<void> {
  await next(page);
  for (const id of pages) {
    await at(page, id);
    await next(page);
  }
  await at(page, 'review');
  await page.locator('.start button').waitFor();
}

/** From the layout page to the end, arming where that is asked for; the layout of the request that was applied. */
async function installFrom(
  { page, effects }: Opened,
  words: readonly string[],
  pages: readonly PageId[] = ['encryption', 'user', 'place'],
): Promise<unknown> {
  await reviewFrom(page, pages);
  const fields = page.getByRole('textbox', { name: /To confirm/ });
  expect(await fields.count()).toBe(words.length);
  for (const [index, word] of words.entries()) await fields.nth(index).fill(word);
  await page.locator('.start button').click();
  await page.getByRole('heading', { level: 1, name: 'Done' }).waitFor();
  const applied = effects.find(({ verb }) => verb === 'apply')?.input as { layout?: unknown } | undefined;
  return applied?.layout;
}

test('a disk in use: chosen only with the word to let go of it, and what was not read is said', async () => {
  const opened = await open({ machine: 'busy', draft: madeDraft('disk'), stepMs: 5 });
  const { page, effects } = opened;
  await at(page, 'disk');
  await page.getByText('what is on /dev/sdb1: mount: /dev/sdb1: bad superblock').waitFor();
  await page.getByText('WDC WD20EZBX').click();
  await page.getByText('It is in use: /run/media/ada/photos, swap.').waitFor();
  await next(page);
  await page.getByText('It is in use. Let go of it, or choose another disk.').waitFor();
  await page.getByText('Let go of it when the install begins').click();
  await next(page);
  await at(page, 'layout');
  await page.getByText('Erase the whole disk').click();
  await page.getByRole('heading', { name: 'After the install' }).waitFor();
  expect(await installFrom(opened, ['4K7L'])).toEqual({ kind: 'erase' });
  expect(effects.find(({ verb }) => verb === 'apply')?.input).toMatchObject({ releaseDisk: true });
});

test('in the free space: nothing is lost, so nothing is typed to confirm', async () => {
  const opened = await onLayout('dualboot');
  await opened.page.getByText('Use the free space').click();
  await opened.page.getByRole('heading', { name: 'After the install' }).waitFor();
  expect(await installFrom(opened, [])).toEqual({ kind: 'free-space' });
});

test('beside Windows: the slider by keyboard, the number by typing, and what is made smaller is told', async () => {
  const opened = await onLayout('dualboot');
  const { page } = opened;
  await page.getByText('Beside Windows 11').click();
  const slider = page.getByRole('slider', { name: 'Room that Windows 11 keeps' });
  await slider.focus();
  await page.keyboard.press('Home');
  expect(await slider.getAttribute('aria-valuetext')).toMatch(/^Windows 11 keeps 103 GB/);
  await page.keyboard.press('PageUp');
  expect(await slider.getAttribute('aria-valuetext')).toMatch(/^Windows 11 keeps 113 GB/);
  await page.keyboard.press('End');
  expect(await slider.getAttribute('aria-valuetext')).toMatch(/^Windows 11 keeps 316 GB/);
  await page.getByLabel('Windows 11 keeps, in GB').fill('200');
  expect(await slider.getAttribute('aria-valuetext')).toMatch(/^Windows 11 keeps 200 GB/);
  await page.getByText('smaller', { exact: true }).waitFor();
  await next(page);
  for (const id of ['encryption', 'user', 'place'] as const) {
    await at(page, id);
    await next(page);
  }
  await at(page, 'review');
  await page.getByText('Nothing is lost: what is there stays.').waitFor();
  const stays = await page.getByRole('region', { name: 'This stays' }).innerText();
  expect(stays).toMatch(/Windows 11 .*made smaller, from 322 GB to 200 GB/);
  expect(stays).toContain('Debian GNU/Linux 13 (trixie)');
  await page.getByRole('button', { name: 'Install on WDC PC SN530 (512 GB)' }).click();
  await page.getByRole('heading', { level: 1, name: 'Done' }).waitFor();
  const [applied] = opened.effects.filter(({ verb }) => verb === 'apply');
  expect(applied?.input).toMatchObject({ layout: { kind: 'alongside', shrink: WINDOWS } });
});

test('in place of Debian: that is lost and confirmed, Windows stays', async () => {
  const opened = await onLayout('dualboot');
  await opened.page.getByText('Replace Debian').click();
  await opened.page.getByRole('heading', { name: 'After the install' }).waitFor();
  expect(await installFrom(opened, ['1234'])).toEqual({ kind: 'replace', system: DEBIAN });
});

test('with the files that are there', async () => {
  const opened = await onLayout('ostree', '82KA20F5K7N1');
  const { page } = opened;
  await page.getByText('Keep my files').click();
  await page.getByText('Remove the old system').click();
  await page.getByRole('heading', { name: 'After the install' }).waitFor();
  expect(await installFrom(opened, [])).toMatchObject({ kind: 'keep-data', place: 'instead' });
});

test('with the files of an encrypted system: closed, a wrong passphrase, the right one', async () => {
  const opened = await onLayout('locked', '82KA20F5K7N2');
  const { page } = opened;
  const form = page.getByRole('form', { name: 'An encrypted system is on nvme2n1p4' });
  const field = form.getByLabel('Passphrase or recovery key');
  await field.fill('red horse');
  await field.press('Enter');
  await form.getByText('What was entered does not open nvme2n1p4.').waitFor();
  expect(await page.getByText('Keep my files').count()).toBe(0);
  await field.fill(DISK_PASSPHRASE);
  await form.getByRole('button', { name: 'Look into it' }).click();
  await page.getByText('Keep my files').click();
  expect(await form.count()).toBe(0);
  await page.getByRole('heading', { name: 'After the install' }).waitFor();
  // It is encrypted already: there is nothing to choose, and the review leads to no page for it.
  await reviewFrom(page, ['user', 'place']);
  expect(await page.getByRole('button', { name: 'Change: User' }).count()).toBe(1);
  expect(await page.getByRole('button', { name: 'Change: Encryption' }).count()).toBe(0);
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /Layout/ })
    .click();
  await at(page, 'layout');
  const layout = await installFrom(opened, [], ['user', 'place']);
  expect(layout).toMatchObject({ kind: 'keep-data', passphraseSecret: 'system-passphrase' });
  expect(JSON.stringify(opened.effects)).not.toContain(DISK_PASSPHRASE);
});

test('all of the disk, with a second one for /home: both are named and confirmed', async () => {
  const opened = await onLayout('ostree', '82KA20F5K7N1');
  const { page } = opened;
  await page.getByText('Erase the whole disk').click();
  await page.getByRole('button', { name: 'More choices' }).click();
  // The image has no generator for it: it cannot be chosen, and the reason is read with the label.
  const swap = page.getByRole('combobox', {
    name: 'Swap',
    description: 'Compressed in memory: The system you chose cannot compress swap in memory.',
  });
  expect(await swap.locator('option:disabled').allInnerTexts()).toEqual(['Compressed in memory']);
  await page.getByLabel('CT1000MX500SSD1, 1 TB (/dev/sda)').selectOption('data');
  await page.getByText(/Everything on CT1000MX500SSD1, .* will be lost/).waitFor();
  expect(await installFrom(opened, ['K7N1', 'A7B4'])).toEqual({
    kind: 'erase',
    separate: [{ disk: { serial: '2139E5D3A7B4' }, mount: '/home', fileSystem: 'ext4' }],
  });
});

test('a further disk that was pulled out meanwhile is named, and can be given up', async () => {
  const further = [{ disk: { serial: 'PULLED-OUT' }, use: 'data', mount: '/home', content: 'ext4' }];
  const layout = { rootFileSystem: null, layout: { kind: 'erase' }, further };
  const draft = madeDraft('layout', { serial: '82KA20F5K7N1', answers: { layout } });
  const opened = await open({ machine: 'ostree', draft, stepMs: 5 });
  const { page } = opened;
  const gone = page.getByRole('status').filter({ hasText: 'PULLED-OUT' });
  await gone.getByText('The disk that you had chosen is not there any more. Choose again.').waitFor();
  await gone.getByRole('button', { name: 'Remove: PULLED-OUT' }).click();
  await gone.waitFor({ state: 'detached' });
  expect(await installFrom(opened, ['K7N1'])).toEqual({ kind: 'erase' });
});

test('beside what is there, with two further disks: one kept for /srv, one erased, both compared', async () => {
  const opened = await open({
    machine: 'busy',
    draft: madeDraft('layout', { serial: '20481H801234', answers: undecided }),
    stepMs: 5,
  });
  const { page } = opened;
  await at(page, 'layout');
  await page.getByText('Use the free space').click();
  await page.getByRole('button', { name: 'More choices' }).click();
  const photos = page.getByLabel('WDC WD20EZBX, 2 TB (/dev/sdb)');
  expect(await photos.locator('option').allInnerTexts()).toEqual(['Not used', 'Data']);
  await photos.selectOption('data');
  await page.getByRole('textbox', { name: 'Place' }).fill('/opt');
  await page.getByLabel('What is on it').selectOption('Stays: sdb1 (ext4, photos) is used as it is');
  await next(page);
  await page.locator('.field-error', { hasText: '/home, /srv, /var' }).waitFor();
  await page.getByRole('textbox', { name: 'Place' }).fill('/srv');
  await page.getByText('Let go of it when the install begins').click();
  await page.getByLabel('CT1000MX500SSD1, 1 TB (/dev/sda)').selectOption('data');
  await page.getByText(/Everything on CT1000MX500SSD1, .* will be lost/).waitFor();
  await page.getByLabel('What is on it').nth(1).selectOption('Is lost: all of it becomes xfs');
  await page.getByRole('heading', { name: 'After the install · CT1000MX500SSD1, 1 TB (/dev/sda)' }).waitFor();
  await page.getByRole('heading', { name: 'Now · WDC WD20EZBX, 2 TB (/dev/sdb)' }).waitFor();
  expect(await installFrom(opened, ['A7B4'])).toEqual({
    kind: 'free-space',
    separate: [
      {
        disk: { serial: 'WX12D80R4K7L' },
        mount: '/srv',
        keep: { partUuid: '4f1f8f0c-0000-4000-8000-000000000001' },
      },
      { disk: { serial: '2139E5D3A7B4' }, mount: '/home', fileSystem: 'xfs' },
    ],
  });
});

test('by hand: a partition goes, its room is used, and a new one holds /home', async () => {
  const opened = await onLayout('dualboot');
  const { page } = opened;
  await page.getByText('By hand').click();
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: /^Change: nvme0n1p6,/ }).click();
  await dialog.getByLabel('What becomes of it').selectOption('delete');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page
    .getByRole('row', { name: /nvme0n1p6/ })
    .getByText('Deleted')
    .waitFor();
  await page.getByRole('button', { name: 'Add a partition' }).click();
  await dialog.getByLabel('Size').fill('many');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await dialog.getByText('Such as 64 GB or 500 MiB', { exact: true }).waitFor();
  await dialog.getByLabel('Size').fill('50 GB');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByText('New: /home').waitFor();
  await page.getByRole('heading', { name: 'After the install' }).waitFor();
  expect(await installFrom(opened, ['1234'])).toMatchObject({
    kind: 'manual',
    disks: [
      {
        table: 'keep',
        partitions: [
          { action: 'keep', partition: ESP, role: 'esp' },
          { action: 'create', role: 'boot' },
          { action: 'create', role: 'root' },
          { action: 'delete', partition: DEBIAN },
          { action: 'create', role: 'data', mount: '/home', size: '50 GB' },
        ],
      },
    ],
  });
});

test('by hand on two disks: label, place and attributes, all from the keyboard', async () => {
  const opened = await onLayout('ostree', '82KA20F5K7N1');
  const { page } = opened;
  await page.getByText('By hand').click();
  const disk = page.getByLabel('Disk', { exact: true });
  await page.getByRole('row', { name: /nvme1n1p4/ }).waitFor();
  await page.getByRole('button', { name: /^Change: nvme1n1p4,/ }).click();
  const dialog = page.getByRole('dialog');
  // The first field has the focus.
  expect(
    await dialog.getByLabel('What becomes of it').evaluate((field) => field === document.activeElement),
  ).toBe(true);
  await page.keyboard.press('Escape');
  await disk.selectOption('/dev/sda');
  await page.getByRole('button', { name: 'Add a partition' }).click();
  await dialog.getByLabel('Size').fill('100 GB');
  await dialog.getByRole('button', { name: 'More choices' }).click();
  await dialog.getByLabel('Start on the disk').fill('64 GiB');
  await dialog.getByText('LegacyBIOSBootable').click();
  await dialog.getByLabel('Label').fill('photos/2026');
  await page.keyboard.press('Enter');
  await dialog.locator('.field-error', { hasText: 'At most 36 letters' }).waitFor();
  await dialog.getByLabel('Label').fill('photos 2026');
  await page.keyboard.press('Enter');
  await page.getByText('New: /home').waitFor();
  await page.getByRole('heading', { name: /^After the install · CT1000MX500SSD1/ }).waitFor();
  const layout = await installFrom(opened, ['A7B4']);
  expect(layout).toMatchObject({
    kind: 'manual',
    disks: [
      { disk: { serial: '82KA20F5K7N1' }, table: 'keep' },
      {
        disk: { serial: '2139E5D3A7B4' },
        table: 'new',
        partitions: [
          {
            action: 'create',
            role: 'data',
            mount: '/home',
            size: '100 GB',
            start: '64 GiB',
            label: 'photos 2026',
            flags: ['LegacyBIOSBootable'],
          },
        ],
      },
    ],
  });
});

test('encrypted: typed as at boot, in no draft; the recovery key is shown until it was kept', async () => {
  const opened = await onLayout('dualboot');
  const { page, effects } = opened;
  const drafts: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/api/saveDraft')) drafts.push(request.postData() ?? '');
  });
  await page.getByText('Use the free space').click();
  await page.getByRole('heading', { name: 'After the install' }).waitFor();
  await next(page);
  await at(page, 'encryption');
  await page.getByText('Asks for a passphrase at every start.').click();
  await next(page);
  await page.getByText('Choose a passphrase.').waitFor();
  const passphrase = page.getByLabel('Passphrase', { exact: true });
  await passphrase.fill('straße');
  await page.getByText(/has no key for what stands at these places: 5/).waitFor();
  await passphrase.fill(PASSPHRASE);
  await page.getByText('Strong').waitFor();
  await page.getByLabel('Type it as at start').fill('blue house sings 42');
  await page.getByText('It differs from character 8 on.').waitFor();
  await page.getByLabel('Type it as at start').fill(PASSPHRASE);
  await page.getByText('Right. It can be typed at start.').waitFor();
  await page.getByText('By the security chip of this machine (TPM)').click();
  await page.getByText('Ask for a PIN as well').click();
  await page.getByRole('button', { name: 'What must be as it was (PCRs)' }).click();
  await page.getByText('4 · Boot loader').click();
  await page.getByText('Tell the disk which blocks are free (TRIM)').click();
  // Nobody has plugged one in: it cannot be ticked, and that is said.
  await page.getByText('No security key is plugged in.').click();
  expect(await page.getByRole('checkbox', { name: /By a security key/ }).isChecked()).toBe(false);
  expect(await installFrom(opened, [], ['user', 'place'])).toEqual({ kind: 'free-space' });
  const [applied] = effects.filter(({ verb }) => verb === 'apply');
  expect(applied?.input).toMatchObject({
    encryption: {
      kind: 'luks2',
      passphraseSecret: 'disk-passphrase',
      recoveryKey: { show: true },
      tpm2: { pcrs: [4, 7], pin: true },
      discard: true,
    },
  });
  expect(drafts.join('\n')).not.toContain(PASSPHRASE);

  const restart = page.getByRole('button', { name: 'Restart now' });
  await page.getByRole('img', { name: 'The recovery key as a code for a phone' }).waitFor();
  expect((await page.locator('.recovery-key .key').innerText()).replaceAll(/\s/g, '')).toBe(RECOVERY_KEY);
  expect(await restart.getAttribute('aria-disabled')).toBe('true');
  await page.getByRole('button', { name: 'Save to a stick…' }).click();
  // A second click while it is written writes no second file.
  await page.getByRole('button', { name: 'Save', exact: true }).dblclick();
  await page.getByText('Saved as recovery-key.txt.').waitFor();
  await page.keyboard.press('Escape');
  // A face that comes anew shows it still.
  await page.reload();
  await page.getByText('Your recovery key').waitFor();
  await page.getByText('I have kept the recovery key').click();
  await page.getByRole('button', { name: 'Hide it for good' }).click();
  await page.getByText('Your recovery key').waitFor({ state: 'detached' });
  await restart.click();
  await page.getByText('Bye…').first().waitFor();
  expect(effects.map(({ verb }) => verb)).toEqual(['secret', 'apply', 'save', 'recoveryKey', 'leave']);
});
