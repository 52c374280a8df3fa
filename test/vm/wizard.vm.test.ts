// SPDX-License-Identifier: Apache-2.0
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { runSchema, type Run } from '../../core/run/run.ts';
import { draftSchema } from '../../renderer/app/draft.ts';
import { headings } from '../e2e/page-ids.ts';
import { bootDisk } from './boot-disk.ts';
import { keyRightOfT } from './demo-checks.ts';
import { makeEmptyDisk } from './disk-images.ts';
import { FaceEye } from './face-eye.ts';
import { KioskSession } from './kiosk-session.ts';
import { whoBySudo } from './login.ts';
import type { Disk } from './machine-options.ts';
import { outputDirectory, testMedium } from './medium.ts';
import type { ProbeReport } from './probe-report.ts';
import { openAir } from './wifi-air.ts';

const DISK_BYTES = 10 * 1024 ** 3;
const INSTALL_MS = 1_800_000;
const REPORT_MS = 600_000;
const PROMPT_MS = 120_000;
const FULL_NAME = 'Jörg Müßig';
/** With keys that are elsewhere on a German keyboard, so that a password typed on another layout is another one. */
const PASSWORD = 'Zwoelf-Yaks_fliegen?7';

/** A wireless network, and its password on a German keyboard. */
const AIR = { ssid: 'Teilchen Luft', password: 'Funk-Yeti+Zebra_5' };
let hasAir = false;
let report: ProbeReport;

/** The service alone, and the browser with it, compositor excluded: proportional set sizes (proc_pid_smaps(5)). */
const LIMITS_MIB = { service: 90, together: 450 };

/** The list of the steps, at the left of 1280 pixels. */
const RAIL_SHARE = 0.2;
const PAINT_MS = 60_000;
const paintedMs: number[] = [];

let kiosk: KioskSession;
let eye: FaceEye;
let disk: Disk;

/** Keeps a picture of the screen where a person finds it after the test. */
async function picture(what: string): Promise<void> {
  await kiosk.untilStill();
  const taken = await kiosk.live.machine.screenshot(what);
  await copyFile(taken, join(outputDirectory, `wizard-${what}.png`));
}

async function run(): Promise<Run> {
  return runSchema.parse(JSON.parse(await kiosk.ask('installer', 'status')));
}

/** To the next page with the keyboard; notes when the list of the steps was painted anew. */
async function next(heading: string): Promise<void> {
  await eye.tabTo(/^Next$/);
  await kiosk.untilStill();
  const before = await kiosk.leftMark(RAIL_SHARE);
  const pressed = performance.now();
  await kiosk.live.machine.qmp.sendKey('ret');
  while ((await kiosk.leftMark(RAIL_SHARE)) === before && performance.now() - pressed < PAINT_MS)
    await new Promise((resolve) => setTimeout(resolve, 50));
  paintedMs.push(Math.round(performance.now() - pressed));
  await eye.page(heading);
  await picture(heading.toLowerCase());
}

async function type(text: string, layout: 'us' | 'de' = 'de'): Promise<void> {
  await kiosk.live.machine.qmp.typeText(text, layout);
}

beforeAll(async () => {
  await mkdir(outputDirectory, { recursive: true });
  const { iso } = await testMedium();
  const path = await makeEmptyDisk(join(outputDirectory, 'wizard.disk'), DISK_BYTES);
  disk = { path, bus: 'virtio', serial: 'WIZARD0042' };
  kiosk = await KioskSession.start({
    name: 'wizard',
    firmware: 'uefi',
    memoryMiB: 2048,
    disks: [disk],
    iso: { path: iso, bus: 'cdrom' },
  });
});
afterAll(() => kiosk[Symbol.asyncDispose]());

describe('an install by the wizard, with the keyboard and the pointer of the machine', () => {
  test('comes up, and is the same after the browser was started again', async () => {
    process.stdout.write(`wizard: seconds from power-on ${JSON.stringify(kiosk.times)}\n`);
    eye = await FaceEye.open(kiosk);
    expect(await eye.page(headings.welcome)).not.toHaveProperty('gone');
    await picture('welcome');
  });

  test('speaks another language at once, and comes back', async () => {
    const { qmp } = kiosk.live.machine;
    await eye.tabTo(/^English$/);
    await qmp.sendKey('down');
    const { things } = await eye.page('Willkommen');
    expect(things.map(({ name }) => name)).toContain('Weiter');
    await picture('willkommen');
    await qmp.sendKey('up');
    await eye.page(headings.welcome);
  });

  test('switches the keyboard to the layout that was chosen', async () => {
    const { qmp } = kiosk.live.machine;
    await next(headings.keyboard);
    await eye.tabTo(/^Search layouts$/);
    await type('german', 'us');
    await eye.until('the search', ({ value }) => value === 'german');
    await qmp.sendKey('ret');
    await eye.tabTo(/^Try /);
    // The compositor takes the new layout at its own time.
    await expect
      .poll(
        async () => {
          await qmp.sendKey('y');
          return (await eye.until('a letter', ({ value }) => value !== '')).value;
        },
        { timeout: 60_000, interval: 2000 },
      )
      .toMatch(/z$/);
    await type('äöüß-');
    await eye.until('letters of German', ({ value }) => value.endsWith('äöüß-'));
    await picture('keyboard-tried');
  });

  test('enters a wireless network', async ({ skip }) => {
    const { qmp } = kiosk.live.machine;
    hasAir = await openAir(kiosk, AIR);
    await next(headings.network);
    if (!hasAir) skip('the kernel of the ISO has no mac80211_hwsim');
    const join = new RegExp(`^Connect to ${AIR.ssid}$`);
    await expect
      .poll(
        async () => {
          // It is heard with the next look around.
          await kiosk.sh('nmcli device wifi rescan ifname wlan0 2>/dev/null || true');
          return (await eye.see()).things.some(({ name }) => join.test(name));
        },
        { timeout: 180_000, interval: 5000 },
      )
      .toBe(true);
    await eye.tabTo(join);
    await qmp.sendKey('ret');
    await eye.until('the window with the focus in it', ({ focus }) => focus.includes('Password'));
    // Its focus moves once more when it has been drawn.
    await kiosk.untilStill();
    await eye.tabTo(/^Password$/);
    await type(AIR.password);
    await eye.until('the password of the network', ({ value }) => value.length === AIR.password.length);
    await picture('wifi-password');
    await eye.tabTo(/^Connect$/);
    await qmp.sendKey('ret');
    await eye.until('the network as one to keep', ({ things }) =>
      things.some(({ name }) => name === `Use “${AIR.ssid}” in the installed system too`),
    );
    await picture('wifi-connected');
    expect(await kiosk.sh('nmcli --get-values GENERAL.STATE,IP4.ADDRESS device show wlan0')).toMatch(
      /^100 .*\n192\.0\.2\.\d+\/24$/m,
    );
  });

  test('takes what is chosen on its pages', async () => {
    const { qmp } = kiosk.live.machine;
    await next(headings.image);
    await next(headings.disk);
    await eye.click(/WIZARD0042/);
    await picture('disk-chosen');
    await eye.click(/^Next$/);
    await eye.page(headings.layout);
    await picture('layout');
    await next(headings.encryption);
    await next(headings.user);
    await eye.tabTo(/^Your name/);
    await type(FULL_NAME);
    await eye.until('the full name', ({ value }) => value === FULL_NAME);
    await eye.tabTo(/^User name$/);
    for (let key = 0; key < 12; key += 1) await qmp.sendKey('backspace');
    await qmp.sendKey('ctrl', 'a');
    await type('muessig');
    await eye.until('the user name', ({ value }) => value === 'muessig');
    for (const field of [/^Password$/, /^The same once more$/]) {
      await eye.tabTo(field);
      await type(PASSWORD);
      await eye.until('the password', ({ value }) => value.length === PASSWORD.length);
    }
    await picture('account-typed');
    await next(headings.place);
    await eye.tabTo(/^Search cities$/);
    await type('berlin');
    await eye.until('the search', ({ value }) => value === 'berlin');
    await qmp.sendKey('ret');
    await next(headings.review);
    const kept = z.object({ draft: z.string() }).parse(JSON.parse(await kiosk.ask('installer', 'draft')));
    process.stdout.write(`wizard: from key to paint, ms, in this machine: ${paintedMs.join(' ')}\n`);
    const { answers } = draftSchema.parse(JSON.parse(kept.draft));
    expect(answers.user).toMatchObject({ fullName: FULL_NAME, name: 'muessig', hasPassword: true });
    expect(answers.place.zone).toBe('Europe/Berlin');
  });

  test('has needed no more memory than was promised, with every page behind it', async () => {
    const service = (await kiosk.pssKiB('particleos-installer.service')) / 1024;
    const face = (await kiosk.pssKiB('particleos-face.service')) / 1024;
    process.stdout.write(`wizard: PSS in MiB, service ${service.toFixed(1)}, face ${face.toFixed(1)}\n`);
    expect(Math.min(service, face)).toBeGreaterThan(0);
    expect(service).toBeLessThan(LIMITS_MIB.service);
    expect(service + face).toBeLessThan(LIMITS_MIB.together);
  });

  test('erases nothing before the end of the serial number was typed', async () => {
    const { qmp } = kiosk.live.machine;
    expect(await kiosk.sh('wipefs --noheadings /dev/vda')).toBe('');
    await eye.tabTo(/^To confirm/);
    await type('0042');
    await eye.tabTo(/^Erase /);
    await picture('review-armed');
    await qmp.sendKey('ret');
    await eye.page('Installing');
    await picture('installing');
  });

  test('goes on when its face is killed, and the next one shows it', async () => {
    await expect
      .poll(
        async () => {
          const now = await run();
          return now.state === 'running' && now.progress.fraction > 0.2;
        },
        { timeout: INSTALL_MS, interval: 3000 },
      )
      .toBe(true);
    const inhibited = await kiosk.sh('systemd-inhibit --list --no-legend --no-pager');
    expect(inhibited).toMatch(/particleos/i);
    await kiosk.sh('systemctl kill --kill-whom=all --signal=KILL particleos-face');
    await eye.until('the end of the face', ({ gone }) => gone !== undefined);
    expect((await run()).state).toBe('running');
    await eye.page('Installing');
    await picture('installing-again');
  });

  test('ends with success', async () => {
    await eye.until('the end', ({ heading }) => /^(Done|The install failed)$/.test(heading), INSTALL_MS);
    await picture('end');
    const ended = await run();
    expect(ended).toMatchObject({ state: 'succeeded', leftovers: [] });
    // What was typed as a password stands in no file of the service and in no log.
    const searched = '/run/particleos /run/log /var/log';
    const holding = (words: string): Promise<string> =>
      kiosk.sh(`grep -rlF -- '${words}' ${searched} 2>/dev/null || true`);
    await kiosk.sh('mkdir -p /var/log && echo planted-Q7 > /var/log/planted');
    expect(await holding('planted-Q7')).toBe('/var/log/planted');
    expect(await holding(PASSWORD)).toBe('');
    expect(await holding(AIR.password)).toBe('');
  });

  test('restarts the machine when it is told to', async () => {
    await eye.tabTo(/^Restart now$/);
    await kiosk.live.machine.qmp.sendKey('ret');
    expect(await kiosk.live.machine.waitForEnd(300_000)).toBe('reboot');
  });

  test('leaves a system that is what was typed', async () => {
    report = await bootDisk({
      name: 'wizard-boot',
      firmware: 'uefi',
      disk,
      deadlineMs: REPORT_MS,
      commands: [
        { name: 'who', script: 'getent passwd muessig' },
        {
          name: 'wifi',
          script: 'cd /etc/NetworkManager/system-connections && stat -c "%a %U" * && cat *',
        },
      ],
      during: async (machine) => {
        expect(await whoBySudo(machine, 'muessig', PASSWORD, PROMPT_MS)).toBe('root');
      },
    });
    expect(report.text('system-state')).toBe('running');
    expect(report.failedUnits).toEqual([]);
    expect(report.command('who').output.split(':')[4]?.split(',')[0]).toBe(FULL_NAME);
    expect(report.timezone).toBe('Europe/Berlin');
    expect(report.users.get('muessig')).toContain('sudo');
    expect(keyRightOfT(report)).toBe('z');
  });

  test('leaves a system that enters the wireless network, by a file for root alone', ({ skip }) => {
    skip(!hasAir, 'the kernel of the ISO has no mac80211_hwsim');
    const wifi = report.command('wifi').output;
    expect(wifi).toMatch(/^600 root$/m);
    expect(wifi).toContain(`ssid=${AIR.ssid}`);
    expect(wifi).toContain(`psk=${AIR.password}`);
  });
});
