// SPDX-License-Identifier: Apache-2.0
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runSchema, type Run } from '../../core/run/run.ts';
import { bootDisk } from './boot-disk.ts';
import { CalamaresEye, type Wanted } from './calamares-eye.ts';
import { calamaresIso } from './calamares-iso.ts';
import { keyRightOfT } from './demo-checks.ts';
import { makeEmptyDisk } from './disk-images.ts';
import { KioskSession } from './kiosk-session.ts';
import { whoBySudo } from './login.ts';
import type { Disk } from './machine-options.ts';
import { outputDirectory } from './medium.ts';

const DISK_BYTES = 10 * 1024 ** 3;
const INSTALL_MS = 3_600_000;
const REPORT_MS = 900_000;
const PROMPT_MS = 400_000;
const FULL_NAME = 'Jörg Müßig';
/** With keys that are elsewhere on a German keyboard, so that what is typed on another layout is something else. */
const PASSWORD = 'Zwoelf-Yaks_fliegen?7';
const PASSPHRASE = 'Zaubertruhe-Yacht';
const PROMPT = /Please enter (?:passphrase|recovery key|passphrase or recovery key) for disk/;
/** Made by systemd-cryptenroll(1): eight groups of modhex. */
const RECOVERY_KEY = /^[cbdefghijklnrtuv]{8}(-[cbdefghijklnrtuv]{8}){7}$/;

/** Lines between them in the list of layouts. */
const FROM_US_TO_GERMAN = 11;

const NEXT: Wanted = { role: 'button', name: /^Next$/ };
const TEXT: Wanted = { role: 'text' };
const SECRET: Wanted = { role: 'password text' };

/** Where a secret could have been left: files of the live system, and arguments and environments of processes. */
const places = {
  files: '/run /var /tmp /etc /root /home',
  processes: '/proc/[0-9]*/cmdline /proc/[0-9]*/environ',
};

let kiosk: KioskSession;
let eye: CalamaresEye;
let disk: Disk;

/** Keeps a picture of the screen where a person finds it after the test. */
async function picture(what: string): Promise<void> {
  await kiosk.untilStill();
  const taken = await kiosk.live.machine.screenshot(what);
  await copyFile(taken, join(outputDirectory, `calamares-${what}.png`));
}

async function run(): Promise<Run> {
  return runSchema.parse(JSON.parse(await kiosk.sh('particleos-installer status --json')));
}

/** To the next page, which is known by something on it. */
async function next(page: string, sign: Wanted): Promise<void> {
  await eye.click(NEXT);
  await eye.find(sign);
  await picture(page);
}

async function type(text: string, layout: 'us' | 'de' = 'de'): Promise<void> {
  await kiosk.live.machine.qmp.typeText(text, layout);
}

async function typeInto(field: Wanted, at: number, text: string): Promise<void> {
  await eye.click(field, { at });
  await kiosk.live.machine.qmp.sendKey('ctrl', 'a');
  await type(text);
}

/** Files and processes that hold a text, of the live system; the search itself is not one of them. */
async function holders(text: string): Promise<string> {
  const half = Math.floor(text.length / 2);
  // In two halves: neither the shell that searches nor the console's echo has the whole.
  const put = `a='${text.slice(0, half)}'; b='${text.slice(half)}'; printf '%s%s' "$a" "$b" > /dev/shm/sought`;
  // Not the medium and the live root below /run, which are large and read-only.
  const files = `find ${places.files} -xdev -type f -size -32M -exec grep -lFs --binary-files=text -f /dev/shm/sought {} + || true`;
  const processes = `grep -lFs --binary-files=text -f /dev/shm/sought ${places.processes} || true`;
  const found = await kiosk.sh(`${put}; ${files}; ${processes}; rm /dev/shm/sought`, 600_000);
  return found.trim();
}

beforeAll(async () => {
  await mkdir(outputDirectory, { recursive: true });
  const path = await makeEmptyDisk(join(outputDirectory, 'calamares.disk'), DISK_BYTES);
  disk = { path, bus: 'virtio', serial: 'CALAMARES01' };
  kiosk = await KioskSession.start({
    name: 'calamares',
    firmware: 'uefi',
    memoryMiB: 3072,
    disks: [disk],
    iso: { path: await calamaresIso(), bus: 'cdrom' },
  });
});
afterAll(() => kiosk[Symbol.asyncDispose]());

describe("an encrypted install by Debian's Calamares, with the keyboard and the pointer of the machine", () => {
  test('comes up, looks at the machine, and loads every module without a warning of it', async () => {
    process.stdout.write(`calamares: seconds from power-on ${JSON.stringify(kiosk.times)}\n`);
    eye = await CalamaresEye.open(kiosk);
    await eye.find({ name: /^Welcome to the ParticleOS installer$/ });
    await eye.find(NEXT);
    await picture('welcome');
    const log = await kiosk.sh('cat /run/particleos-face/.cache/calamares/session.log');
    expect(log).toContain('Calamares version: 3.3');
    expect(log).not.toMatch(/(WARNING|ERROR): .*(particleos|notesqml|packagechooser|failed to load)/i);
  });

  test('takes what is chosen on its pages, the keyboard at once', async () => {
    const { qmp } = kiosk.live.machine;
    await eye.click(NEXT);
    await picture('atomic');
    await next('image', { name: /image on this medium/ });
    await next('location', { role: 'combo box', name: /^London$/ });
    await eye.click({ role: 'combo box', name: /^London$/ });
    await type('Berlin', 'us');
    await qmp.sendKey('ret');
    await eye.find({ role: 'combo box', name: /^Berlin$/ });
    await next('keyboard', { role: 'list item', name: /^English \(US\)$/ });
    await eye.click({ role: 'list item', name: /^English \(US\)$/ });
    // By the arrow: letters are put together to a name only when they come fast enough.
    for (let keys = 0; keys < FROM_US_TO_GERMAN; keys += 1) await qmp.sendKey('down');
    await expect
      .poll(() => kiosk.sh('cat /run/particleos-kiosk-config/environment'), {
        timeout: 120_000,
        interval: 5000,
      })
      .toMatch(/^XKB_DEFAULT_LAYOUT=de$/m);
    await typeInto(TEXT, 0, 'yzäöü-');
    await eye.until('letters of German', (things) => things.some(({ value }) => value === 'yzäöü-'));
    await picture('keyboard-tried');
    await next('users', SECRET);
    await typeInto(TEXT, 0, FULL_NAME);
    await typeInto(TEXT, 1, 'muessig');
    for (const at of [0, 1]) await typeInto(SECRET, at, PASSWORD);
    await picture('users-typed');
    await next('partitions', { role: 'radio button' });
    await eye.click({ role: 'radio button' }, { share: 0.1 });
    await eye.click({ role: 'check box', name: /^Encrypt system$/ }, { share: 0.05 });
    for (const at of [0, 1]) await typeInto(SECRET, at, PASSPHRASE);
    await picture('partitions-chosen');
    await next('summary', { role: 'button', name: /^Install$/ });
    expect(await kiosk.sh('wipefs --noheadings /dev/vda')).toBe('');
  });

  test('installs, with the passphrase in no argument and no file; a positive control finds what is there', async () => {
    await eye.click({ role: 'button', name: /^Install$/ });
    await eye.click({ role: 'button', name: /^Install Now$/ });
    await expect
      .poll(async () => (await run()).state, { timeout: INSTALL_MS, interval: 10_000 })
      .toBe('running');
    await picture('installing');
    expect(await holders(PASSPHRASE)).toBe('');
    await kiosk.sh(`printf %s '${PASSPHRASE}' > /run/control`);
    expect(await holders(PASSPHRASE)).toBe('/run/control');
    await kiosk.sh('rm /run/control');
    await expect
      .poll(async () => (await run()).state, { timeout: INSTALL_MS, interval: 10_000 })
      .not.toBe('running');
    expect(await run()).toMatchObject({ state: 'succeeded', leftovers: [] });
  });

  test('shows the recovery key once, and leaves no secret and no open volume behind', async () => {
    const things = await eye.until('the recovery key', (all) =>
      all.some(({ name }) => RECOVERY_KEY.test(name)),
    );
    const key = things.find(({ name }) => RECOVERY_KEY.test(name))?.name ?? '';
    await picture('afterwards');
    for (const secret of [PASSPHRASE, PASSWORD, key]) expect(await holders(secret)).toBe('');
    expect(
      await kiosk.sh('ls /dev/mapper; findmnt --noheadings --list --output SOURCE | grep vda || true'),
    ).toBe('control');
    await next('finished', { name: /^All done/ });
  });

  test('leaves a system that is what was chosen', async () => {
    await kiosk[Symbol.asyncDispose]();
    const report = await bootDisk({
      name: 'calamares-boot',
      firmware: 'uefi',
      disk,
      deadlineMs: REPORT_MS,
      before: async (machine) => {
        await machine.serial.expect(PROMPT, PROMPT_MS);
        await machine.qmp.typeText(PASSPHRASE, 'de');
        await machine.qmp.sendKey('ret');
      },
      commands: [
        { name: 'who', script: 'getent passwd muessig' },
        { name: 'mapper', script: 'cryptsetup status particleos-root' },
      ],
      during: async (machine) => {
        expect(await whoBySudo(machine, 'muessig', PASSWORD, PROMPT_MS)).toBe('root');
      },
    });
    expect(report.failedUnits).toEqual([]);
    expect(report.command('mapper').output).toMatch(/type:\s+LUKS2/);
    expect(report.command('who').output.split(':')[4]?.split(',')[0]).toBe(FULL_NAME);
    expect(report.timezone).toBe('Europe/Berlin');
    expect(report.users.get('muessig')).toContain('sudo');
    expect(keyRightOfT(report)).toBe('z');
  });
});
