// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { madeDraft } from './made-draft.ts';
import { startOn } from './start-on.ts';
import { headings } from './page-ids.ts';
import { wizards } from './open-wizard.ts';

const open = wizards();
const PASSWORD = 'blue horse sings 42';

test('from welcome to done: what was chosen is what is installed, and the password is in no draft', async () => {
  const { page, effects } = await open();
  const at = (name: string): Promise<void> => page.getByRole('heading', { level: 1, name }).waitFor();
  const next = (): Promise<void> => page.getByRole('button', { name: 'Next', exact: true }).click();
  const drafts: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/api/saveDraft')) drafts.push(request.postData() ?? '');
  });

  await at(headings.welcome);
  await page.getByText('2 disks to install on').waitFor();
  await next();

  await at(headings.keyboard);
  await page.getByRole('searchbox', { name: 'Search layouts' }).fill('german');
  await page.getByRole('option', { name: 'German de', exact: true }).click();
  await page.getByLabel('Variant').selectOption('nodeadkeys');
  await page.getByText('the keymap de-latin1-nodeadkeys').waitFor();
  await next();

  await at(headings.network);
  await next();

  await at(headings.image);
  await page.getByRole('radio', { name: /Corona.*On this medium/ }).waitFor();
  await page.getByLabel(/^Updates come from/).fill('registry:registry.example.org/particleos/corona:stable');
  await next();

  await at(headings.disk);
  await page.getByText('The installer runs from it.').waitFor();
  await page.getByText('S64KNX0T512345').click();
  await next();

  await at(headings.layout);
  // What is on the disk is a person's to give up: nothing is chosen beforehand.
  await page.getByRole('radio', { name: /^Erase the whole disk/ }).waitFor({ state: 'attached' });
  await next();
  await page.getByText('Choose what becomes of what is on the disk.').waitFor();
  await page.getByText('Erase the whole disk').click();
  await page.getByRole('heading', { name: 'After the install' }).waitFor();
  await page.getByRole('button', { name: 'More choices' }).click();
  await page.getByText('Checksums, compression').click();
  await page.getByText('This image cannot be installed on btrfs.').first().waitFor();
  await page.getByText('Old, plain and proven.').click();
  await page.getByRole('heading', { name: 'After the install' }).waitFor();
  await next();

  await at(headings.encryption);
  await next();

  await at(headings.user);
  await page.getByLabel(/^Your name/).fill('Jörg Müller');
  expect(await page.getByLabel('User name').inputValue()).toBe('jorg');
  await page.getByLabel('User name').fill('joerg');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByText('Strong').waitFor();
  await page.getByLabel('The same once more').fill(PASSWORD);
  await page.getByRole('button', { name: 'From a stick' }).click();
  await page.getByText('One key was added').waitFor();
  await next();

  await at(headings.place);
  await page.getByRole('searchbox', { name: 'Search cities' }).fill('berlin');
  await page.getByRole('option', { name: /^Berlin/ }).click();
  await page.getByLabel('Language of the installed system').selectOption('de_DE.UTF-8');
  await next();

  await at(headings.review);
  await page.getByText('Windows (encrypted)').waitFor();
  expect(await page.getByText('BitLocker "Basic data partition"').count()).toBe(1);
  await page.getByRole('button', { name: 'Show commands' }).click();
  expect(await page.getByRole('dialog').innerText()).toContain('sfdisk --lock=yes');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Save as answer file…' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Saved as answers.yaml.').waitFor();
  await page.keyboard.press('Escape');

  // A reload loses nothing, and what was said is where it was.
  await page.reload();
  await at(headings.review);
  await page.getByText('Jörg Müller (joerg)').waitFor();

  const start = page.getByRole('button', { name: /^Erase SAMSUNG/ });
  expect(await start.getAttribute('aria-disabled')).toBe('true');
  await page.getByText('Type 2345 above first.').waitFor();
  await start.click({ force: true });
  expect(effects.map(({ verb }) => verb)).not.toContain('apply');
  await page.getByRole('textbox', { name: /^To confirm/ }).fill('2345');
  await start.click();

  await at('Installing');
  await at('Done');
  await page.getByText('It took 13 minutes.').waitFor();
  await page.getByRole('button', { name: 'Restart now' }).click();
  await page.getByText('Bye…').first().waitFor();

  const [applied] = effects.filter(({ verb }) => verb === 'apply');
  expect(applied?.input).toMatchObject({
    version: 1,
    disk: { serial: 'S64KNX0T512345' },
    image: { track: 'registry:registry.example.org/particleos/corona:stable' },
    keyboard: { layout: 'de', variant: 'nodeadkeys' },
    hostname: 'joerg-pc',
    locale: 'de_DE.UTF-8',
    timezone: 'Europe/Berlin',
    layout: { kind: 'erase' },
    rootFileSystem: 'ext4',
    users: [{ name: 'joerg', fullName: 'Jörg Müller', passwordSecret: 'user-password', sudo: true }],
  });
  expect(effects.map(({ verb }) => verb)).toEqual(['secret', 'save', 'apply', 'leave']);
  expect(JSON.stringify(effects)).not.toContain(PASSWORD);
  expect(drafts.length).toBeGreaterThan(5);
  expect(drafts.join('\n')).not.toContain(PASSWORD);
  const [saved] = effects.filter(({ verb }) => verb === 'save');
  expect(JSON.stringify(saved?.input)).toContain('passwordSecret');
  expect(JSON.stringify(saved?.input)).toContain('user-password');
});

test('a face that comes in the middle of an install shows the install', async () => {
  const { page, fake } = await open({ machine: 'faults', draft: madeDraft('disk') });
  await startOn(page, 'STOPS-HALFWAY');
  await page.getByRole('heading', { level: 1, name: 'Installing' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Installing' }).waitFor();
  expect(fake.feed.now.state).toBe('running');
});

test('without an image on the medium nothing is chosen, and nothing is gone on without', async () => {
  const { page } = await open({ machine: 'netboot' });
  for (const name of ['Welcome', 'Keyboard', 'Network']) {
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await page.getByRole('button', { name: 'Next', exact: true }).click();
  }
  await page.getByRole('heading', { level: 1, name: 'System' }).waitFor();
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByText('Choose a system.').waitFor();
  await page.getByText('A server that stays out of the way.').click();
  await page.getByText('Pinned: only the image with this digest is accepted.').waitFor();
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Disk' }).waitFor();
});
