// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { madeDraft } from './made-draft.ts';
import { wizards } from './open-wizard.ts';
import { startOn } from './start-on.ts';

const open = wizards();
const heading = { level: 1 } as const;

/** Model of the disk, what the page says happened, what it says of the disk. Each can be seen with `npm run dev`. */
const endings = [
  ['FAIL-AT-VERIFY', 'The image is damaged', 'Nothing was written. The disk is as it was.'],
  ['FAIL-AT-TABLE', 'A step failed', 'It has a new partition table and no file systems yet.'],
  ['FAIL-AT-MKFS', 'A step failed: Make the file system of boot', 'It was erased. There is no system on it.'],
  ['FAIL-AT-IMPORT', 'There is no space left', 'the new system is on it in part'],
  ['FAIL-AT-LOADER', 'A step failed', 'without a boot loader'],
  ['FAIL-AT-PROOF', 'did not pass the check of how it starts', 'Do not rely on it.'],
] as const;

test.each(endings)('%s: what, why, and what the disk is like', async (model, what, disk) => {
  const { page } = await open({ machine: 'faults', draft: madeDraft('disk'), stepMs: 5 });
  await startOn(page, model);
  await page.getByRole('heading', { ...heading, name: 'The install failed' }).waitFor();
  expect(await page.getByRole('region', { name: 'What happened' }).innerText()).toContain(what);
  expect(await page.getByRole('region', { name: 'What state the disk is in' }).innerText()).toContain(disk);
  await page.getByRole('img', { name: 'The same as a code for a phone' }).waitFor();
});

test('after a failure: the log, a report, once more, and back with everything kept to another disk', async () => {
  const { page, effects } = await open({ machine: 'faults', draft: madeDraft('disk'), stepMs: 5 });
  await startOn(page, 'FAIL-AT-MKFS');
  await page.getByRole('heading', { ...heading, name: 'The install failed' }).waitFor();
  await page.getByRole('button', { name: 'Show log' }).click();
  await page.getByLabel('Log', { exact: true }).getByText('failed:').waitFor();
  await page.getByRole('button', { name: 'Save a report…' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Saved as particleos-report.tar.').waitFor();
  await page.keyboard.press('Escape');

  // Once more from the start, on the same disk: it fails the same way.
  await page.getByRole('button', { name: 'Try again from the start' }).click();
  await expect.poll(() => effects.filter(({ verb }) => verb === 'apply').length).toBe(2);
  await page.getByRole('heading', { ...heading, name: 'The install failed' }).waitFor();

  // Once more from where it stopped: what is done for good is left out.
  await page.getByRole('button', { name: 'Try again from where it stopped' }).click();
  await expect.poll(() => effects.filter(({ verb }) => verb === 'resume').length).toBe(1);
  await page.getByRole('heading', { ...heading, name: 'The install failed' }).waitFor();

  // Back with everything kept, to another disk.
  await page.getByRole('button', { name: 'Change something' }).click();
  await page.getByRole('heading', { ...heading, name: 'Review' }).waitFor();
  await page.getByText('Ada Lovelace (ada)').waitFor();
  await page.getByRole('navigation').getByRole('button', { name: /Disk/ }).click();
  await startOn(page, 'LEAVES-A-MOUNT');
  await page.getByRole('heading', { ...heading, name: 'Done' }).waitFor();
  await page.getByText('/run/particleos/target is still mounted').waitFor();
});

test('cancelling asks first, says what it means for the disk, and ends in what the disk is like', async () => {
  const { page, effects } = await open({ machine: 'faults', draft: madeDraft('disk') });
  await startOn(page, 'STOPS-HALFWAY');
  await page.getByRole('heading', { ...heading, name: 'Installing' }).waitFor();
  await page.getByRole('progressbar').getByText('Storing the system').waitFor();
  await page.getByRole('button', { name: 'Cancel the install…' }).click();
  const question = page.getByRole('alertdialog');
  await expect.poll(() => question.innerText()).toContain('is lost already');
  await question.getByRole('button', { name: 'Go on installing' }).click();
  expect(effects.map(({ verb }) => verb)).not.toContain('cancel');
  await page.getByRole('button', { name: 'Cancel the install…' }).click();
  await question.getByRole('button', { name: 'Cancel the install' }).click();
  await page.getByRole('heading', { ...heading, name: 'The install was cancelled' }).waitFor();
  await page.getByText('the new system is on it in part').waitFor();
});

test.each([
  ['PLAN-CHANGES', 'Something has changed since the plan was shown.'],
  ['RUN-ACTIVE', 'Another install is running.'],
])('%s: refused at the last moment, on the page', async (model, sentence) => {
  const { page, effects } = await open({ machine: 'faults', draft: madeDraft('disk') });
  await startOn(page, model);
  await page.getByText(sentence).waitFor();
  expect(effects).toEqual([]);
});

test('a system that is on the disk although the install failed: its recovery key is shown', async () => {
  const encryption = { isOn: true, tpm2: false, pin: false, fido2: false, typedWith: 'us' };
  const draft = madeDraft('disk', { answers: { encryption } });
  const { page, effects } = await open({ machine: 'faults', draft, stepMs: 5 });
  await startOn(page, 'FAIL-AT-PROOF');
  const dialog = page.getByRole('dialog', { name: 'Passwords once more' });
  for (const label of ['Passphrase', 'Passphrase: The same once more'])
    await dialog.getByLabel(label, { exact: true }).fill('blue horse sings 42');
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /^Erase / }).click();
  await page.getByRole('heading', { ...heading, name: 'The install failed' }).waitFor();
  await page.getByRole('img', { name: 'The recovery key as a code for a phone' }).waitFor();
  await page.getByText('I have kept the recovery key').click();
  await page.getByRole('button', { name: 'Hide it for good' }).click();
  await page.getByText('Your recovery key').waitFor({ state: 'detached' });
  expect(effects.map(({ verb }) => verb)).toEqual(['secret', 'apply', 'recoveryKey']);
});

test('what the service has lost is asked for again: the password, and the passphrase of the disk', async () => {
  const user = { fullName: '', name: 'ada', hasPassword: true, sshKeys: '', hostname: null };
  const encryption = { isOn: true, typedWith: 'us', tpm2: false, pin: false, fido2: false };
  const { page, effects } = await open({
    machine: 'faults',
    draft: madeDraft('disk', { answers: { user, encryption } }),
    stepMs: 5,
  });
  await startOn(page, 'LEAVES-A-MOUNT');
  const dialog = page.getByRole('dialog', { name: 'Passwords once more' });
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: /^Erase / }).click();
  for (const name of ['Password', 'Passphrase'])
    for (const label of [name, `${name}: The same once more`])
      await dialog.getByLabel(label, { exact: true }).fill('blue horse sings 42');
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await dialog.waitFor({ state: 'detached' });
  // It is begun by the same button as before, which is armed still; who left the window is asked again.
  expect(effects.map(({ verb }) => verb)).toEqual(['secret', 'secret']);
  await page.getByRole('button', { name: /^Erase / }).click();
  await page.getByRole('heading', { ...heading, name: 'Done' }).waitFor();
});

test('a machine that lacks what is needed says what to do', async () => {
  const { page } = await open({ machine: 'poor' });
  await page.getByText('No disk to install on was found. Connect one, then look again.').waitFor();
  await page.getByText('Running on battery. Connect the power cable.').waitFor();
  await page.getByText(/the install may be slow/).waitFor();
  await page.getByText('BIOS').waitFor();
});

test('disks that cannot be used are shown with the reason', async () => {
  const { page } = await open({ machine: 'server', draft: madeDraft('disk') });
  await page.getByRole('region', { name: 'Cannot be used' }).waitFor();
  expect(await page.getByRole('region', { name: 'Cannot be used' }).innerText()).toMatch(/It is in use: /);
  // The draft's disk is not on this machine.
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByText('The disk that you had chosen is not there any more. Choose again.').waitFor();
});

test('a disk without a serial number is confirmed by its size', async () => {
  const draft = madeDraft('review', { answers: { disk: { disk: { only: true } } } });
  const { page } = await open({ machine: 'vm', draft });
  await page.getByText(/last four digits of the size in bytes/).waitFor();
  await page.getByText('told apart by its place and size only').waitFor();
});

test('an install that was cut off is told first: left, or gone on with', async () => {
  const left = await open({ machine: 'cut', draft: madeDraft('welcome') });
  const notice = left.page.getByRole('region', { name: 'An install was not finished' });
  await notice.waitFor();
  await left.page.getByRole('button', { name: 'Leave it, do not ask again' }).click();
  await notice.waitFor({ state: 'detached' });
  expect(left.effects.map(({ verb }) => verb)).toEqual(['forget']);

  const { page, effects } = await open({ machine: 'cut', draft: madeDraft('welcome'), stepMs: 5 });
  await page.getByRole('button', { name: 'Continue' }).click();
  // Its passwords were written down nowhere, and nothing is there that they could be compared with.
  const dialog = page.getByRole('dialog');
  const goOn = dialog.getByRole('button', { name: 'Continue' });
  await dialog.getByLabel('Password', { exact: true }).fill('blue horse');
  await dialog.getByLabel('Password: The same once more').fill('blue house');
  await dialog.getByText('The two passwords differ.').waitFor();
  await dialog.getByLabel('Password: The same once more').fill('blue horse');
  await goOn.click();
  const passphrase = dialog.getByLabel('Passphrase', { exact: true });
  await passphrase.fill('blue horse sings 42');
  await dialog.getByText('Show passwords').click();
  expect(await passphrase.getAttribute('type')).toBe('text');
  await dialog.getByLabel('Passphrase: The same once more').fill('blue horse sings 42');
  await goOn.click();
  await page.getByRole('heading', { level: 1, name: 'Done' }).waitFor();
  expect(effects.map(({ verb }) => verb)).toEqual(['secret', 'secret', 'resume']);
});
