// SPDX-License-Identifier: Apache-2.0
import { chmod, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { RealRunner } from '../../backend/runner/real-runner.ts';
import { ServiceLab } from '../tools/service-lab.ts';
import { bundleForOld } from './bundle-for-old.ts';
import { oldElectron } from './old-electron.ts';

const page = fileURLToPath(new URL('../fixtures/face-page', import.meta.url));
const pictures = fileURLToPath(new URL('../../out/electron-test', import.meta.url));
const screenshot = join(pictures, 'shell.png');
/** An ordinary user: Chromium's sandbox refuses root. */
const NOBODY = 65_534;

let lab: ServiceLab | undefined;
let found: Record<string, unknown> = {};

let missing: string | null = null;

beforeAll(async () => {
  const electron = await oldElectron();
  if ('missing' in electron) {
    missing = electron.missing;
    return;
  }
  lab = await ServiceLab.start();
  const app = lab.at('app');
  await mkdir(app);
  await bundleForOld(app);
  await cp(page, join(app, 'renderer'), { recursive: true });
  await writeFile(join(app, 'package.json'), JSON.stringify({ name: 'shell', main: 'main.cjs' }));
  await mkdir(pictures, { recursive: true });
  await rm(screenshot, { force: true });
  // The cache is root's when root runs the tests, and closed to others.
  await cp(electron.directory, lab.at('electron'), { recursive: true });
  await mkdir(lab.at('home'));
  await chmod(lab.directory, 0o755);
  await chmod(lab.at('home'), 0o777);
  await chmod(lab.socket, 0o666);
  const { stdout } = await new RealRunner().run({
    argv: [
      'setpriv',
      `--reuid=${NOBODY}`,
      `--regid=${NOBODY}`,
      '--clear-groups',
      'xvfb-run',
      '--auto-servernum',
      '--server-args=-screen 0 1280x800x24',
      lab.at('electron/electron'),
      app,
      '--disable-gpu',
      // Its filter of 2020 knows no clone3, which today's C library calls first; the rest of the sandbox stays.
      '--disable-seccomp-filter-sandbox',
    ],
    env: {
      HOME: lab.at('home'),
      PARTICLEOS_SERVICE: lab.socket,
      PARTICLEOS_SCREENSHOT: lab.at('home/shell.png'),
    },
    timeoutMs: 120_000,
    // It crashes while it ends, after all was said.
    okExitCodes: [0, 139],
  });
  const line = stdout.split('\n').find((text) => text.startsWith('FOUND ')) ?? 'FOUND {}';
  found = JSON.parse(line.slice('FOUND '.length)) as Record<string, unknown>;
  await cp(lab.at('home/shell.png'), screenshot);
}, 300_000);
beforeEach(({ skip }) => skip(missing !== null, missing ?? ''));
afterAll(() => lab?.[Symbol.asyncDispose]());

describe('the shell, under a real Electron', () => {
  test('shows the page by its own scheme, and answers it from the service', async () => {
    expect(found).toMatchObject({
      title: 'A face for tests',
      origin: 'particleos://wizard',
      status: { state: 'idle' },
      stream: { state: 'idle' },
      draft: 200,
      unknownVerb: 404,
      missing: 404,
      outside: 404,
    });
    expect(await lab?.ask('draft', {})).toEqual({ draft: 'from the shell' });
  });

  test('gives the page nothing but the web and one word', () => {
    expect(found).toMatchObject({
      require: 'undefined',
      process: 'undefined',
      bridge: ['zoom'],
    });
    expect(found['processNamespaces']).toBeGreaterThan(0);
    expect(found).toMatchObject({ zoomed: 150, zoomRefused: 150 });
  });

  test('lets the page nowhere, and allows it nothing', () => {
    expect(found).toMatchObject({
      windows: 1,
      stays: 'particleos://wizard/',
      elsewhere: 'refused',
      file: 'refused',
      inline: 'undefined',
      notification: 'denied',
      location: 1,
    });
    expect(found['camera']).toMatch(/^Not(Allowed|Found)Error$/);
  });

  test('draws it', async () => {
    const picture = await readFile(screenshot);
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    // Width and height stand in the first chunk (PNG, 11.2.2).
    expect(picture.readUInt32BE(16)).toBeGreaterThanOrEqual(1000);
    expect(picture.readUInt32BE(20)).toBeGreaterThanOrEqual(600);
  });
});
