// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Step } from '../../core/plan/step.ts';
import { ServiceLab } from '../tools/service-lab.ts';
import { CHROMIUM } from './places.ts';
import { socketFace } from './socket-face.ts';

const PASSWORD = 'blue horse sings 42';

/** A step that lasts until the file "gate" is there. */
const waiting = (directory: string): readonly Step[] => [
  {
    id: 'wait',
    phase: 'verify',
    title: 'Wait at the gate',
    kind: 'command',
    argv: ['sh', '-c', `until [ -e ${directory}/gate ]; do sleep 0.1; done`],
    timeoutMs: 60_000,
  },
];

test('the wizard on the real service: what is typed is planned, confirmed and run', async ({ skip }) => {
  skip(!existsSync(CHROMIUM), `${CHROMIUM} is not installed`);
  await using lab = await ServiceLab.start({ steps: waiting });
  await using face = await socketFace(lab.socket);
  const browser = await chromium.launch({ executablePath: CHROMIUM });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(60_000);
    const at = (name: string): Promise<void> => page.getByRole('heading', { level: 1, name }).waitFor();
    const next = (): Promise<void> => page.getByRole('button', { name: 'Next', exact: true }).click();
    await page.goto(face.url);
    await at('Welcome');
    await page.getByText('One disk to install on').waitFor();
    await next();
    await at('Keyboard');
    await next();
    await at('Network');
    await next();
    await at('System');
    await page.getByText('On this medium').first().waitFor();
    await next();
    await at('Disk');
    await page.getByRole('radio').first().waitFor({ state: 'attached' });
    await page.locator('.card').first().click();
    await next();
    await at('Layout');
    await page.getByText('Erase the whole disk').click();
    await page.getByRole('heading', { name: 'After the install' }).waitFor();
    await next();
    await at('Encryption');
    await next();
    await at('Account');
    await page.getByLabel('User name').fill('ada');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByLabel('The same once more').fill(PASSWORD);
    await next();
    await at('Region');
    await page.getByRole('option', { name: 'UTC' }).click();
    await next();
    await at('Review');

    // The face is killed and comes back: the service has kept the draft and the secret.
    await page.reload();
    await at('Review');
    const word = (await page.locator('[data-field=confirmation] label').innerText()).trim().slice(-4);
    await page.getByRole('textbox', { name: /^To confirm/ }).fill(word);
    await page.getByRole('button', { name: /^Erase / }).click();
    await at('Installing');
    await page.reload();
    await at('Installing');
    await lab.open('gate');
    await at('Done');
  } finally {
    await browser.close();
  }
  expect(await lab.ask('status', {})).toMatchObject({ state: 'succeeded' });
  const { draft } = await lab.ask('draft', {});
  expect(draft).toContain('"name":"ada"');
  expect(`${draft ?? ''}${lab.commands.lines().join('\n')}${lab.said.join('\n')}`).not.toContain(PASSWORD);
});
