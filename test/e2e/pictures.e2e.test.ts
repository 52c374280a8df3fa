// SPDX-License-Identifier: Apache-2.0
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { wizards } from './open-wizard.ts';
import { shownPages } from './shown-pages.ts';

/** `PARTICLEOS_PICTURES=1 npx vitest run --project e2e pictures` renews docs/pictures/wizard. */
const asked = process.env['PARTICLEOS_PICTURES'] !== undefined;
const directory = fileURLToPath(new URL('../../docs/pictures/wizard', import.meta.url));
const open = wizards();

const some = (...names: string[]): typeof shownPages => shownPages.filter(({ name }) => names.includes(name));
const pictures = [
  ['', shownPages, { theme: 'light' }],
  ['-dark', some('welcome', 'disk', 'progress'), { theme: 'dark' }],
  ['-ar', some('layout'), { theme: 'light', language: 'ar' }],
  ['-de', some('image'), { theme: 'light', language: 'de' }],
] as const;

const all = pictures.flatMap(([suffix, pages, look]) =>
  pages.map((shown) => [`${shown.name}${suffix}`, shown, look] as const),
);

// Unasked, the first one shows that they can be made; every page is looked at by the other tests.
test.each(asked ? all : all.slice(0, 1))('a picture of %s', async (name, shown, look) => {
  const { page, fake } = await open({ ...shown.open(look), reducedMotion: 'reduce' });
  if (shown.run !== undefined) {
    // A face that saw the plan shows the phases of its run.
    await page.locator('.rows').waitFor();
    fake.feed.publish(shown.run);
  }
  // A plan that comes makes the page longer above what is shown.
  await page.waitForTimeout(1000);
  if (shown.focus !== undefined)
    await page.locator(shown.focus).evaluate((element) => element.scrollIntoView({ block: 'start' }));
  await page.waitForTimeout(500);
  const devtools = await page.context().newCDPSession(page);
  const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality: 88 });
  const picture = Buffer.from(data, 'base64');
  // A blank page of this size takes less than 2 kB.
  expect(picture.length).toBeGreaterThan(8000);
  if (!asked) return;
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, `${name}.webp`), picture);
});

test('all pictures together stay below 3 MiB', async () => {
  const names = await readdir(directory);
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(directory, name))).size));
  expect(names.length).toBeGreaterThanOrEqual(shownPages.length);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(3 * 1024 ** 2);
});
