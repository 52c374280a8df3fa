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
import { paintAfter, type PaintTimes } from '../e2e/paint-after.ts';
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

/** Pages with a list of hundreds of rows. */
const withRows: ReadonlySet<string> = new Set(['keyboard', 'place']);

interface Visit extends PaintTimes {
  /** What the page's main thread computed meanwhile and just after, in milliseconds, slowed down as well. */
  readonly busyMs: number;
}

/** One line a page: medians, and the best visit, which a machine that does other things too slows down least. */
function visitLine(id: string, visits: readonly Visit[]): string {
  const heading = visits.map(({ headingMs }) => headingMs);
  const figures = [
    median(heading),
    Math.min(...heading),
    median(visits.map(({ wholeMs }) => wholeMs)),
    median(visits.map(({ busyMs }) => busyMs)),
  ].map((ms) => `${ms.toFixed(0).padStart(6)} ms`);
  const [middle, best, whole, busy] = figures;
  return `${id.padEnd(12)}${middle}  best${best}  with rows${whole}  processor${busy}`;
}

/**
 * The slowest page to come up in headless Chromium with a processor that is slowed down four times, as a median: to the
 * frame with its heading. Wall time: on a machine that is busy otherwise it says more of the machine.
 */
export const pagePaint: LimitMeasure = {
  name: 'page-paint',
  kind: 'limit',
  unit: 'ms',
  limit: 200,
  skipped: () => (existsSync(CHROMIUM) ? null : `${CHROMIUM} is not installed`),
  find: async ({ pairs }) => {
    await build(bundleOptions());
    const fake = await startFake();
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--js-flags=--jitless'] });
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
      // Processor time of the thread: what else runs on this machine does not count.
      await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
      await devtools.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });
      const busyMs = async (): Promise<number> => {
        const { metrics } = await devtools.send('Performance.getMetrics');
        return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
      };
      const visits = new Map<string, Visit[]>();
      const note = async (to: string, button: string): Promise<void> => {
        const beforeMs = await busyMs();
        const times = await paintAfter(page, button, withRows.has(to));
        const visit = { ...times, busyMs: (await busyMs()) - beforeMs };
        visits.set(to, [...(visits.get(to) ?? []), visit]);
        // What follows the paint (the plan, the heading's focus) is not to be counted to the next page.
        await page.waitForTimeout(400);
      };
      const backwards = allPageIds.slice(0, -1).toReversed();
      for (let round = 0; round < (pairs ?? ROUNDS); round += 1) {
        for (const id of backwards) await note(id, 'Back');
        for (const id of allPageIds.slice(1)) await note(id, 'Next');
      }
      return {
        value: Math.max(...[...visits.values()].map((all) => median(all.map(({ headingMs }) => headingMs)))),
        details: [...visits].map(([id, all]) => visitLine(id, all)),
      };
    } finally {
      await browser.close();
      await fake.close();
    }
  },
};
