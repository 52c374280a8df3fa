// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { madeDraft } from './made-draft.ts';
import { wizards } from './open-wizard.ts';

const open = wizards();

test('the user page says what is wrong, beside the field, and goes to the first', async () => {
  const user = { fullName: 'a:b', name: 'root', hasPassword: false, sshKeys: '', hostname: 'not a name' };
  const { page, effects } = await open({ draft: madeDraft('user', { answers: { user } }) });
  const next = page.getByRole('button', { name: 'Next', exact: true });
  await next.click();
  for (const text of [
    'Leave out colons and commas.',
    'The system uses this name itself. Choose another one.',
    'Choose a password, or give an SSH key.',
    'Letters, digits and “-” only, at most 63 of them.',
  ])
    await page.getByText(text).waitFor();
  await expect
    .poll(() =>
      page.evaluate(() => document.activeElement?.closest('[data-field]')?.getAttribute('data-field')),
    )
    .toBe('fullName');
  expect(await page.getByLabel(/^Your name/).getAttribute('aria-invalid')).toBe('true');

  await page.getByLabel(/^Your name/).fill('Ada');
  await page.getByLabel('User name').fill('ada');
  await page.getByLabel('Name of this machine').fill('ada-pc');
  await page.getByLabel('Password', { exact: true }).fill('password1');
  await page.getByText('This is one of the first that others try.').waitFor();
  await page.getByLabel('The same once more').fill('password2');
  await next.click();
  await page.getByText('The two passwords differ.').waitFor();
  expect(effects).toEqual([]);
  await page.getByLabel('The same once more').fill('password1');
  await next.click();
  await page.getByRole('heading', { level: 1, name: 'Region' }).waitFor();
  expect(effects).toEqual([{ verb: 'secret', input: { name: 'user-password' } }]);

  // The password is kept by the service: the page comes back without it.
  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByText('Your password is kept. Type here only to change it.').waitFor();
  expect(await page.getByLabel('Password', { exact: true }).inputValue()).toBe('');
  await page.getByLabel(/^SSH keys/).fill('hello');
  await next.click();
  await page.getByText('This is no line of an OpenSSH public key file: hello').waitFor();
});

test('a wireless network says that its password is wrong, then lets in, and is kept if one wants', async () => {
  const { page, effects } = await open({ draft: madeDraft('network') });
  const planned = (part: RegExp): Promise<unknown> =>
    page.waitForRequest(
      (request) => request.url().endsWith('/api/plan') && part.test(request.postData() ?? ''),
    );
  await page.getByRole('button', { name: 'Connect to Particle Lab' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Password').fill('wrong horse');
  await dialog.getByRole('button', { name: 'Connect' }).click();
  await dialog.getByText('did not accept the password.').waitFor();
  await dialog.getByLabel('Password').fill('correct horse');
  const kept = planned(/wifi:Particle Lab/);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('198.51.100.23/24').waitFor();
  await kept;
  expect(effects.map(({ input }) => input)).toContainEqual({ name: 'wifi:Particle Lab' });
  const left = planned(/^(?!.*Particle Lab)/s);
  await page.getByText('Use “Particle Lab” in the installed system too').click();
  await left;
  await page.getByRole('button', { name: 'Hidden network…' }).click();
  await page.getByRole('dialog').getByLabel('Name of the network').fill('cellar');
  await page.getByRole('dialog').getByLabel('Security').selectOption('enterprise');
  await page.getByRole('dialog').getByLabel('User name').waitFor();
});

test('addresses by hand are checked, and go into the request', async () => {
  const { page, effects } = await open({ draft: madeDraft('network') });
  await page.getByRole('button', { name: 'Set addresses by hand…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/^Addresses with prefix/).fill('192.0.2.10');
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await dialog.getByText('Write each address with its prefix, such as 192.0.2.10/24.').waitFor();
  await dialog.getByLabel(/^Addresses with prefix/).fill('192.0.2.10/24');
  await dialog.getByLabel('Gateway').fill('192.0.2.1');
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await page.getByText('Set by hand', { exact: true }).waitFor();
  expect(effects).toEqual([
    {
      verb: 'wired',
      input: { device: 'enp1s0', addresses: ['192.0.2.10/24'], gateway: '192.0.2.1', dns: [] },
    },
  ]);
  await page.getByLabel(/^Proxy/).fill('proxy');
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByText('Write it like http://proxy.example.org:3128.').waitFor();
});

test('an image that cannot be had says why; a private one asks for a password', async () => {
  const { page } = await open({ draft: madeDraft('image') });
  const check = page.getByRole('button', { name: 'Check it' });
  await page.getByText('Any bootable container image, by its reference.').click();
  const reference = page.getByRole('textbox', { name: 'Reference' });
  await reference.fill('corona');
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByText(/^Write it like registry:/).waitFor();
  await reference.fill('registry:unreachable.example.org/corona:stable');
  await check.click();
  await page.getByText('no such host').waitFor();
  await reference.fill('registry:expired.example.org/corona:stable');
  await check.click();
  await page.getByText('certificate has expired').waitFor();
  await page.getByText('The clock of this machine is 31536000 seconds away').waitFor();
  await reference.fill('registry:registry.example.org/missing:stable');
  await check.click();
  await page.getByText('manifest unknown').waitFor();

  await page.getByText('The image of a registry that asks for a password.').click();
  await check.click();
  await page.getByText('asks for a password.', { exact: false }).last().waitFor();
  await page.getByRole('button', { name: 'Sign in to the registry…' }).click();
  const dialog = page.getByRole('dialog');
  // The first field has the focus, and Enter sends what is typed.
  await dialog.waitFor();
  await page.keyboard.type('ada');
  await page.keyboard.press('Enter');
  expect(await dialog.getByLabel('User name').inputValue()).toBe('ada');
  await page.keyboard.press('Tab');
  await page.keyboard.type('wrong');
  await page.keyboard.press('Enter');
  await dialog.getByText('asks for a password.').waitFor();
  await dialog.getByLabel('Password').fill('right');
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('Signed in.').waitFor();
  await page.getByText('The registry answers.').waitFor();
});

test('a layout that no console keymap fits says what that means at boot', async () => {
  const { page } = await open({ draft: madeDraft('keyboard') });
  await page.getByRole('searchbox').fill('esperanto');
  await page.getByRole('option', { name: 'Esperanto' }).first().click();
  await page.getByText('For this layout there is no console keymap.').waitFor();
  await page.getByText('This screen cannot switch its keyboard.').waitFor();
  await page.getByRole('searchbox').fill('klingon');
  await page.getByText('No layout fits “klingon”.').waitFor();
});

test('a service that goes away is said, and nothing is lost when it comes back', async () => {
  const { page, fake } = await open({ draft: madeDraft('user') });
  await page.context().setOffline(true);
  await fake.close();
  await page.getByText('The connection to the installer service was lost.').waitFor();
  expect(await page.getByLabel(/^Your name/).inputValue()).toBe('Ada Lovelace');
});

test('the network page tells whether the registry of a system answers', async () => {
  const image = {
    choice: { kind: 'own' },
    reference: 'registry:expired.example.org/a:b',
    track: '',
    authFile: null,
  };
  const { page } = await open({ draft: madeDraft('network', { answers: { image } }) });
  await page.getByRole('button', { name: 'Check whether expired.example.org answers' }).click();
  await page.getByText('certificate has expired').waitFor();
  await page.getByText('The clock of this machine is 31536000 seconds away').waitFor();
});

test('a user who is logged in automatically is told so at the review; an image that cannot is named', async () => {
  const { page } = await open({ draft: madeDraft('user') });
  await page.getByText('Log in automatically when the system starts').click();
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Region' }).waitFor();
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByText('Ada Lovelace (ada), logged in automatically').waitFor();
});

test('an image of which no login is known cannot log anybody in', async () => {
  const user = {
    fullName: 'Ada',
    name: null,
    hasPassword: false,
    sshKeys: 'ssh-ed25519 AAAA ada@x',
    hostname: null,
    autologin: true,
  };
  const image = {
    choice: { kind: 'own' },
    reference: 'registry:registry.example.org/a:b',
    track: '',
    authFile: null,
  };
  const draft = madeDraft('review', { serial: '2139E5D3A7B4', answers: { user, image } });
  const { page } = await open({ machine: 'netboot', draft });
  await page.getByText('ada cannot be logged in automatically').waitFor();
});

test('a keyboard without Latin letters says how to come to them, one with them says nothing', async () => {
  const { page } = await open({ draft: madeDraft('keyboard') });
  const told = page.getByText('Alt and Shift together switch to the letters of this layout');
  const choose = async (layout: string): Promise<void> => {
    const search = page.getByRole('searchbox', { name: 'Search layouts' });
    await search.fill(layout);
    await search.press('Enter');
  };
  await choose('Russian');
  await told.waitFor();
  await choose('German');
  await told.waitFor({ state: 'detached' });
});
