// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { startFake, type FakeBackend, type StartOptions } from './fake-backend/start-fake.ts';
import { CHROMIUM, E2E_RENDERER } from './places.ts';

export interface OpenOptions extends StartOptions, BrowserContextOptions {
  /** A draft that the service has already. */
  readonly draft?: object;
}

/** A wizard in a browser of its own, on a fake backend of its own. */
export interface Opened {
  readonly page: Page;
  readonly fake: FakeBackend;
  /** Calls that had an effect, in order. */
  readonly effects: { readonly verb: string; readonly input: unknown }[];
}

/** Chromium tells each refusal of the service (409) as an error of the console; the page shows it, which is tested. */
function isOurs(text: string): boolean {
  return !text.startsWith('Failed to load resource');
}

/** Opens wizards for the tests of a file, and ends them. Whatever the page or the service complains of fails the test. */
export function wizards(): (options?: OpenOptions) => Promise<Opened> {
  let browser: Browser | null = null;
  let closing: (() => Promise<void>)[] = [];
  let complaints: string[] = [];
  beforeAll(async () => {
    if (existsSync(CHROMIUM)) browser = await chromium.launch({ executablePath: CHROMIUM });
  });
  beforeEach(({ skip }) => skip(browser === null, `${CHROMIUM} is not installed`));
  afterEach(async () => {
    for (const close of closing.toReversed()) await close();
    const heard = complaints;
    closing = [];
    complaints = [];
    expect(heard).toEqual([]);
  });
  afterAll(async () => browser?.close());

  return async ({ draft, machine, stepMs, withStick, durationMs, ...context } = {}) => {
    if (browser === null) throw new Error('no browser');
    const effects: { verb: string; input: unknown }[] = [];
    const fake = await startFake({
      directory: E2E_RENDERER,
      onEffect: (verb, input) => effects.push({ verb, input }),
      ...(machine === undefined ? {} : { machine }),
      ...(stepMs === undefined ? {} : { stepMs }),
      ...(withStick === undefined ? {} : { withStick }),
      ...(durationMs === undefined ? {} : { durationMs }),
    });
    closing.push(async () => {
      complaints.push(...fake.faults.map(String));
      await fake.close();
    });
    const opened = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...context });
    closing.push(() => opened.close());
    const page = await opened.newPage();
    page.setDefaultTimeout(60_000);
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' && isOurs(message.text())) complaints.push(message.text());
    });
    if (draft !== undefined) await save(fake.url, draft);
    await page.goto(fake.url);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return { page, fake, effects };
  };
}

async function save(url: string, draft: object): Promise<void> {
  const response = await fetch(`${url}/api/saveDraft`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ draft: JSON.stringify(draft) }),
  });
  expect(response.status).toBe(200);
}
