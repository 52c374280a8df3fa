// SPDX-License-Identifier: Apache-2.0
import type { Page } from 'playwright-core';

/** From a draft that came to the disk page: installs on the disk of this model. */
export async function startOn(page: Page, model: string): Promise<void> {
  const next = page.getByRole('button', { name: 'Next', exact: true });
  const at = (name: string): Promise<void> => page.getByRole('heading', { level: 1, name }).waitFor();
  await at('Disk');
  await page.getByText(model, { exact: true }).click();
  await next.click();
  for (const name of ['Layout', 'Encryption', 'Account', 'Region']) {
    await at(name);
    await next.click();
  }
  await at('Review');
  const field = page.getByRole('textbox', { name: /^To confirm/ });
  const word = /: (\S{4})$/.exec(
    (await page.locator('[data-field=confirmation] label').innerText()).trim(),
  )?.[1];
  await field.fill(word ?? '');
  await page.getByRole('button', { name: /^Erase / }).click();
}
