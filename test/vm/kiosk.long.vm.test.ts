// SPDX-License-Identifier: Apache-2.0
import { access, copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildIso } from './demo-build.ts';
import { makeEmptyDisk } from './disk-images.ts';
import { freePort } from './free-port.ts';
import { KioskSession } from './kiosk-session.ts';
import { outputDirectory, testMedium } from './medium.ts';
import { askRemote } from './remote-browser.ts';

const page = fileURLToPath(new URL('../fixtures/face-page', import.meta.url));
/** Background of test/fixtures/face-page. */
const BACKGROUND = '123456';
const DISK_BYTES = 8 * 1024 ** 3;
const PORT = 8421;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** PARTICLEOS_KIOSK_ISO names a ready one, for a developer; its page must be that of the fixtures. */
async function kioskIso(): Promise<string> {
  const ready = process.env['PARTICLEOS_KIOSK_ISO'];
  if (ready !== undefined) {
    await access(ready);
    return ready;
  }
  const iso = join(outputDirectory, 'kiosk.iso');
  await buildIso((await testMedium()).image, iso, say, ['--face', 'chromium', '--renderer', page]);
  return iso;
}

const REMOTE_PORT = 8443;

let kiosk: KioskSession;
let hostPort: number;

beforeAll(async () => {
  const iso = await kioskIso();
  const disk = await makeEmptyDisk(join(outputDirectory, 'kiosk.disk'), DISK_BYTES);
  hostPort = await freePort();
  kiosk = await KioskSession.start({
    name: 'kiosk',
    firmware: 'uefi',
    memoryMiB: 2048,
    disks: [{ path: disk, bus: 'virtio', serial: 'KIOSK0001' }],
    iso: { path: iso, bus: 'cdrom' },
    network: { toGuest: [{ guestPort: REMOTE_PORT, hostPort }] },
  });
});
afterAll(() => kiosk[Symbol.asyncDispose]());

describe('the kiosk of the live ISO', () => {
  test('shows the page, with the letters of every language', async () => {
    const { most, share } = await kiosk.colours();
    expect(most).toBe(BACKGROUND);
    expect(share).toBeGreaterThan(0.5);
    const picture = await kiosk.live.machine.screenshot('page');
    await mkdir(outputDirectory, { recursive: true });
    await copyFile(picture, join(outputDirectory, 'kiosk.png'));
    say(`kiosk: seconds from power-on ${JSON.stringify(kiosk.times)}; ${picture}`);
    expect(await kiosk.sh('systemctl --failed --no-legend --plain || true')).toBe('');
  });

  test('lets its own user to the service, nobody else, and nobody to the port', async () => {
    expect(await kiosk.ask('installer', 'status')).toBe('{"state":"idle"}');
    expect(await kiosk.ask('nobody', 'status')).toBe('EACCES');
    for (const user of ['nobody', 'installer', 'root'] as const)
      expect(await kiosk.connect(user, PORT)).toBe('ECONNREFUSED');
    expect(await kiosk.sh('ss --listening --tcp --no-header --numeric')).toBe('');
    expect(await kiosk.sh("stat -c '%U %G %a' /run/particleos/service.sock")).toBe(
      'root particleos-face 660',
    );
    // The service ran for the page already; it may leave no core file.
    const limits = 'cat /proc/$(systemctl show --value --property=MainPID particleos-installer)/limits';
    expect(await kiosk.sh(`${limits} | grep 'core file'`)).toMatch(/core file size\s+0\s+0/);
  });

  test('runs nothing of it as root but the service and the seat', async () => {
    const users = await kiosk.sh(
      'for unit in kiosk face; do systemctl show --value --property=User particleos-$unit; done',
    );
    expect(users.split(/\s+/).filter((user) => user !== '')).toEqual(['installer', 'installer']);
  });

  test('switches its keyboard while it runs', async () => {
    const { qmp } = kiosk.live.machine;
    await qmp.typeText('yz');
    expect(await kiosk.ask('installer', 'keyboard', { layout: 'de' })).toBe('{"applied":true}');
    await qmp.typeText('yz');
    await expect
      .poll(() => kiosk.ask('installer', 'draft'), { timeout: 60_000, interval: 2000 })
      .toBe('{"draft":"yzzy"}');
  });

  test('comes back when the face is killed, and knows what was typed', async () => {
    const pid = await kiosk.sh('systemctl show --value --property=MainPID particleos-face');
    await kiosk.sh('systemctl kill --kill-whom=all --signal=KILL particleos-face');
    await expect
      .poll(() => kiosk.sh('systemctl show --value --property=MainPID particleos-face'), { timeout: 60_000 })
      .not.toMatch(new RegExp(`^(0|${pid})$`));
    expect(await kiosk.ask('installer', 'draft')).toBe('{"draft":"yzzy"}');
    await expect
      .poll(async () => (await kiosk.colours()).most, { timeout: 120_000, interval: 2000 })
      .toBe(BACKGROUND);
    await kiosk.live.machine.screenshot('again');
  });

  test('opens to one browser elsewhere when it is told to, with what the console shows', async () => {
    await expect(askRemote(hostPort, '/')).rejects.toThrow(/socket|ECONN|TLS/i);
    await kiosk.sh('systemctl start particleos-remote');
    const shown = (): Promise<string> => kiosk.sh('journalctl --no-pager --output=cat -u particleos-remote');
    await expect.poll(shown, { timeout: 120_000, interval: 3000 }).toContain('the code is ');
    const lines = await shown();
    const code = /the code is (\S+),/.exec(lines)?.[1] ?? '';
    const enter = (typed: string) =>
      askRemote(hostPort, '/enter', { body: `code=${typed}`, type: 'application/x-www-form-urlencoded' });
    const status = (cookie?: string) =>
      askRemote(hostPort, '/api/status', {
        body: '{}',
        type: 'application/json',
        ...(cookie === undefined ? {} : { cookie }),
      });

    const before = await status();
    expect(lines).toContain(before.fingerprint);
    expect(before.status).toBe(401);
    const wrong = [];
    for (let tries = 0; tries < 6; tries += 1) wrong.push((await enter('AAAA-AAAA')).status);
    expect(wrong).toEqual([403, 403, 403, 403, 403, 429]);
    // A try comes back every twelve seconds.
    let letIn = await enter(code);
    await expect
      .poll(
        async () => {
          if (letIn.status === 429) letIn = await enter(code);
          return letIn.status;
        },
        { timeout: 90_000, interval: 13_000 },
      )
      .toBe(303);
    expect(await status(letIn.cookie)).toMatchObject({ status: 200, text: '{"state":"idle"}' });
    expect((await askRemote(hostPort, '/', { cookie: letIn.cookie ?? '' })).text).toContain('<html');
    await expect
      .poll(async () => (await enter(code)).status, { timeout: 90_000, interval: 13_000 })
      .toBe(403);
    await kiosk.sh('systemctl stop particleos-remote');
  });

  test('reads the page aloud when it is asked to by a key', async () => {
    await kiosk.live.machine.qmp.sendKey('meta_l', 'alt', 's');
    const running = (): Promise<string> =>
      kiosk.sh('pgrep --uid installer --list-name . | cut -d" " -f2 | sort -u | tr "\\n" " "');
    await expect
      .poll(running, { timeout: 180_000, interval: 5000 })
      .toMatch(/orca.*speech-dispatch|sd_espeak/);
    await expect
      .poll(
        () => kiosk.sh('pgrep --uid installer --full --list-full force-renderer-accessibility | head -n 1'),
        { timeout: 60_000, interval: 3000 },
      )
      .toContain('chromium');
  });
});
