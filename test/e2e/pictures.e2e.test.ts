// SPDX-License-Identifier: Apache-2.0
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { wizards } from './open-wizard.ts';
import { shownPages } from './shown-pages.ts';

/** `PARTICLEOS_PICTURES=1 npx vitest run --project e2e pictures` renews docs/pictures/wizard. */
const asked = process.env['PARTICLEOS_PICTURES'] !== undefined;
const directory = fileURLToPath(new URL('../../docs/pictures/wizard', import.meta.url));
const open = wizards();

const looks = [
  ['', shownPages, { theme: 'light' }],
  [
    '-dark',
    shownPages.filter(({ name }) => ['welcome', 'disk', 'progress'].includes(name)),
    { theme: 'dark' },
  ],
  ['-ar', shownPages.filter(({ name }) => name === 'layout'), { theme: 'light', language: 'ar' }],
  ['-de', shownPages.filter(({ name }) => name === 'image'), { theme: 'light', language: 'de' }],
] as const;

test.each(
  looks.flatMap(([suffix, pages, look]) =>
    pages.map((shown) => [`${shown.name}${suffix}`, shown, look] as const),
  ),
)('a picture of %s', async (name, shown, look) => {
  const { page, fake } = await open({ ...shown.open(look), reducedMotion: 'reduce' });
  if (shown.run !== undefined) fake.feed.publish(shown.run);
  await page.waitForTimeout(500);
  const file = join(directory, `${name}.png`);
  if (asked) await mkdir(directory, { recursive: true });
  const picture = await page.screenshot(asked ? { path: file } : {});
  // A blank page of this size takes less than 10 kB.
  expect(picture.length).toBeGreaterThan(20_000);
});

test('all pictures together stay below 3 MiB', async () => {
  const names = await readdir(directory);
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(directory, name))).size));
  expect(names.length).toBeGreaterThanOrEqual(shownPages.length);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(3 * 1024 ** 2);
});
