// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { bundleOptions } from '../../renderer/bundle/bundle-options.ts';
import { startFake } from '../e2e/fake-backend/start-fake.ts';
import { madeDraft } from '../e2e/made-draft.ts';
import { allPageIds } from '../e2e/page-ids.ts';
import { paintAfter } from '../e2e/paint-after.ts';
import { CHROMIUM } from '../e2e/places.ts';
import type { LimitMeasure } from './measure.ts';
import { median } from './pair-times.ts';

const KIB = 1024;

/** All script of the wizard, every language included, as gzip makes it. */
export const rendererJs: LimitMeasure = {
  name: 'renderer-js',
  kind: 'limit',
  unit: 'KiB',
  limit: 350,
  find: async () => {
    const { outputFiles } = await build({ ...bundleOptions(), write: false });
    const sizes = outputFiles
      .filter(({ path }) => path.endsWith('.js'))
      .map(({ path, contents }) => ({
        name: basename(path),
        bytes: gzipSync(contents, { level: 9 }).length,
      }));
    const details = sizes
      .toSorted((a, b) => b.bytes - a.bytes)
      .map(({ name, bytes }) => `${name.padEnd(40)}${(bytes / KIB).toFixed(1).padStart(8)} KiB`);
    return { value: sizes.reduce((sum, { bytes }) => sum + bytes, 0) / KIB, details };
  },
};

const ROUNDS = 5;
const THROTTLE = 4;

/** The slowest page to come up in headless Chromium with a processor that is slowed down four times, as a median. */
export const pagePaint: LimitMeasure = {
  name: 'page-paint',
  kind: 'limit',
  unit: 'ms',
  limit: 200,
  skipped: () => (existsSync(CHROMIUM) ? null : `${CHROMIUM} is not installed`),
  find: async ({ pairs }) => {
    await build(bundleOptions());
    const fake = await startFake();
    const browser = await chromium.launch({ executablePath: CHROMIUM });
    try {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      await fetch(`${fake.url}/api/saveDraft`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ draft: JSON.stringify(madeDraft('review')) }),
      });
      await page.goto(fake.url);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForTimeout(1000);
      const devtools = await page.context().newCDPSession(page);
      await devtools.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });
      const times = new Map<string, number[]>();
      const note = async (to: string, button: string): Promise<void> => {
        times.set(to, [...(times.get(to) ?? []), await paintAfter(page, button)]);
        // What follows the paint (the plan, the heading's focus) is not to be counted to the next page.
        await page.waitForTimeout(400);
      };
      const backwards = allPageIds.slice(0, -1).toReversed();
      for (let round = 0; round < (pairs ?? ROUNDS); round += 1) {
        for (const id of backwards) await note(id, 'Back');
        for (const id of allPageIds.slice(1)) await note(id, 'Next');
      }
      const medians = [...times].map(([id, found]) => ({ id, ms: median(found) }));
      return {
        value: Math.max(...medians.map(({ ms }) => ms)),
        details: medians.map(({ id, ms }) => `${id.padEnd(12)}${ms.toFixed(0).padStart(6)} ms`),
      };
    } finally {
      await browser.close();
      await fake.close();
    }
  },
};
