// SPDX-License-Identifier: Apache-2.0
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderIssue } from '../../core/issues/render-issue.ts';
import type { Run } from '../../core/run/run.ts';
import { bootDisk } from './boot-disk.ts';
import { CalamaresEye, type Thing } from './calamares-eye.ts';
import { calamaresIso } from './calamares-iso.ts';
import { anybody, CalamaresPages, NEXT, type CalamaresChoices } from './calamares-pages.ts';
import { offerTwin, readDigests, TWIN } from './calamares-twin.ts';
import { keyRightOfT } from './demo-checks.ts';
import { failWrites } from './disk-faults.ts';
import { makeEmptyDisk } from './disk-images.ts';
import { KioskSession } from './kiosk-session.ts';
import { whoBySudo } from './login.ts';
import type { Disk } from './machine-options.ts';
import type { Machine } from './machine.ts';
import { outputDirectory } from './medium.ts';
import type { ProbeReport } from './probe-report.ts';
import { makeStick, readRecoveryKey, recoveryStick } from './recovery-stick.ts';
import { runningImage } from './running-image.ts';
import { holdersOf } from './secret-search.ts';
import { unlockAtPrompt } from './unlock-prompt.ts';

const DISK_BYTES = 10 * 1024 ** 3;
const INSTALL_MS = 3_600_000;
const REPORT_MS = 900_000;
const PROMPT_MS = 400_000;
const CLEAN_MS = 300_000;
/** Made by systemd-cryptenroll(1): eight groups of modhex. */
const RECOVERY_KEY = /^[cbdefghijklnrtuv]{8}(-[cbdefghijklnrtuv]{8}){7}$/;

const person = {
  fullName: 'Jörg Müßig',
  login: 'muessig',
  /** With keys that are elsewhere on a German keyboard, so that what is typed on another layout is something else. */
  password: 'Zwoelf-Yaks_fliegen?7',
};
const encrypted = { ...person, device: '/dev/vda', passphrase: 'Zaubertruhe-Yacht' };
const plain = { ...person, device: '/dev/vdb', image: TWIN, autologin: true };
/** On the disk that goes bad. */
const unfinished = { ...anybody, device: '/dev/vdc' };
const failing = { ...anybody, device: '/dev/vdc' };
const FAILING_INDEX = 2;

function disk(name: string): Disk {
  return { path: join(outputDirectory, `calamares-${name}.disk`), bus: 'virtio', serial: `CALA-${name}` };
}
const disks = [disk('ENCRYPTED'), disk('PLAIN'), { ...disk('FAILING'), faulty: { badSectors: [] } }];

const stick = recoveryStick(join(outputDirectory, 'calamares-keys.img'));

/** What the page after the install has shown; the disk is of no worth. */
const keyFile = join(outputDirectory, 'calamares-recovery-key');

let kiosk: KioskSession;
let eye: CalamaresEye;

async function run(): Promise<Run> {
  return kiosk.lastRun();
}

async function untilRun(isSo: (run: Run) => boolean): Promise<Run> {
  await expect.poll(async () => isSo(await run()), { timeout: INSTALL_MS, interval: 10_000 }).toBe(true);
  return run();
}

/** The installer takes the image apart: the disk has its table and file systems, and the most is still to be written. */
const isUnpacking = (run: Run): boolean => run.state === 'running' && run.progress.phase === 'unpack';

/** What is mounted of a disk, or open on it: nothing of it may be left when nobody installs. */
async function inUse(device: string): Promise<string> {
  const mounts = `findmnt --noheadings --list --output SOURCE,TARGET | grep -E '${device}|/mapper/|calamares-root|particleos/target'`;
  return kiosk.sh(`ls /dev/mapper | grep -v '^control$'; ${mounts} || true`);
}

/** A Calamares at its first page, and its disk as empty as from the shop. */
async function anew(
  device: string,
  name: string,
  {
    pictures = 'asked for',
    started = 'when needed',
  }: { pictures?: 'every page' | 'asked for'; started?: 'when needed' | 'anew' } = {},
): Promise<CalamaresPages> {
  await kiosk.sh(`wipefs --quiet --all ${device}?* ${device}; blockdev --rereadpt ${device}; udevadm settle`);
  const pages = new CalamaresPages(kiosk, eye, name, pictures);
  await pages.atFirstPage({ started });
  return pages;
}

/** Chooses everything and presses Install; nothing was written before. */
async function begin(
  pages: CalamaresPages,
  choices: CalamaresChoices,
  much: 'all' | 'little',
): Promise<void> {
  if (much === 'all') await pages.choose(choices);
  else await pages.chooseLittle(choices);
  expect(await kiosk.sh(`wipefs --noheadings ${choices.device}`)).toBe('');
  await pages.install();
  await untilRun(isUnpacking);
  await pages.picture('installing');
}

/** All words on the screen: of labels, and what stands in fields. */
function wordsOf(things: readonly Thing[]): string {
  return things.map(({ name, value }) => `${name}\n${value}`).join('\n');
}

describe("Debian's Calamares in the live system, with the keyboard and the pointer of the machine", () => {
  beforeAll(async () => {
    await mkdir(outputDirectory, { recursive: true });
    // What a run before has installed stays, so that a single test can be tried again.
    await makeStick(stick);
    for (const { path } of disks) await access(path).catch(() => makeEmptyDisk(path, DISK_BYTES));
    kiosk = await KioskSession.start({
      name: 'calamares',
      firmware: 'uefi',
      memoryMiB: 3072,
      disks: [...disks, stick],
      iso: { path: await calamaresIso(), bus: 'cdrom' },
    });
    process.stdout.write(`calamares: seconds from power-on ${JSON.stringify(kiosk.times)}\n`);
    // Messages of the kernel would stand in the middle of what a command says.
    await kiosk.sh('dmesg -n 1');
    eye = await CalamaresEye.open(kiosk);
  });
  afterAll(() => kiosk[Symbol.asyncDispose]());

  test('loads its modules without a warning, and installs on a disk that it encrypts, with the passphrase in no argument and no file', async () => {
    const pages = await anew(encrypted.device, 'encrypted', { pictures: 'every page' });
    await pages.picture('welcome');
    await begin(pages, encrypted, 'all');
    const log = await kiosk.sh('cat /run/particleos-face/.cache/calamares/session.log');
    expect(log).toContain('Calamares version: 3.3');
    // Every module was loaded by now, and the keyboard page has asked for its picture.
    // The branding has no translations, which Calamares calls a warning.
    expect(log).not.toMatch(
      /(WARNING|ERROR): .*(particleos-(check|install|finish)|notesqml|packagechooser|failed to load|ckbcomp)/i,
    );
    // What lies in a file is found, and nothing else is.
    await kiosk.sh(`printf %s '${encrypted.passphrase}' > /run/control`);
    expect(await holdersOf(kiosk, encrypted.passphrase)).toBe('/run/control');
    await kiosk.sh('rm /run/control');
    expect(await untilRun(({ state }) => state !== 'running')).toMatchObject({
      state: 'succeeded',
      leftovers: [],
    });
    const things = await eye.until('the recovery key', (all) =>
      all.some(({ name }) => RECOVERY_KEY.test(name)),
    );
    const key = things.find(({ name }) => RECOVERY_KEY.test(name))?.name ?? '';
    await pages.picture('afterwards');
    expect(await holdersOf(kiosk, encrypted.passphrase, person.password, key)).toBe('');
    expect(await inUse(encrypted.device)).toBe('');
    await writeFile(keyFile, key);
    // Nobody goes on without the key, and not back to the jobs either.
    await eye.click(NEXT);
    await eye.find({ name: /^Keep the key first/ });
    await eye.click({ role: 'button', name: /^Back$/ });
    await eye.until('the same page', (all) => all.some(({ name }) => RECOVERY_KEY.test(name)));
    expect(await run()).toMatchObject({ state: 'succeeded' });
    // By keys: in a page of notes things have their place from the page's edge, so the pointer would miss them.
    const { qmp } = kiosk.live.machine;
    await qmp.sendKey('alt', 's');
    await eye.find({ role: 'button', name: /^1 / });
    await pages.picture('sticks');
    await qmp.sendKey('alt', '1');
    await eye.find({ name: /^Saved as particleos-recovery-key/ });
    expect(await readRecoveryKey(stick)).toBe(key);
    expect(await holdersOf(kiosk, key)).toBe('');
    await qmp.sendKey('alt', 'd');
    await eye.until('no key', (all) => !all.some(({ name }) => RECOVERY_KEY.test(name)));
    await pages.next('finished', { name: /All done/ });
  });

  test('installs on a disk that is not encrypted, to its last page', async () => {
    await offerTwin(kiosk);
    const pages = await anew(plain.device, 'plain', { started: 'anew' });
    await begin(pages, plain, 'all');
    expect(await untilRun(({ state }) => state !== 'running')).toMatchObject({
      state: 'succeeded',
      leftovers: [],
    });
    await eye.find(NEXT, 0, CLEAN_MS);
    await pages.picture('afterwards');
    await pages.next('finished', { name: /All done/ });
    expect(await inUse(plain.device)).toBe('');
  });

  test('cancelled in the middle it stops, and leaves nothing mounted', async () => {
    const pages = await anew(unfinished.device, 'cancelled');
    await begin(pages, unfinished, 'little');
    await eye.click({ role: 'button', name: /^Cancel$/ });
    await eye.find({ role: 'button', name: /^Yes/ });
    await pages.picture('question');
    await eye.click({ role: 'button', name: /^Yes/ });
    await expect
      .poll(async () => (await run()).state, { timeout: CLEAN_MS, interval: 5000 })
      .toBe('cancelled');
    expect(await run()).toMatchObject({ leftovers: [] });
    await expect.poll(() => inUse(unfinished.device), { timeout: CLEAN_MS, interval: 5000 }).toBe('');
  });

  test('shows the sentence and the log of an install whose disk goes bad, and leaves nothing mounted', async () => {
    const pages = await anew(failing.device, 'failing');
    await begin(pages, failing, 'little');
    await failWrites(kiosk.live.machine, FAILING_INDEX);
    const run = await untilRun(({ state }) => state !== 'running');
    expect(run).toMatchObject({ state: 'failed' });
    const things = await eye.until('the dialog', (all) => wordsOf(all).includes('Installation Failed'));
    await pages.picture('dialog');
    const words = wordsOf(things);
    const { issues } = run as Extract<Run, { state: 'failed' }>;
    const [issue] = issues;
    expect(issue).toBeDefined();
    expect(words).toContain(issue === undefined ? '(no issue)' : renderIssue(issue).sentence);
    const log = /^Log: (\/var\/log\/particleos-installer\/\S+)$/m.exec(words)?.[1] ?? '(none)';
    expect(await kiosk.sh(`head -c 1 ${log} | wc -c`)).toBe('1');
    await eye.click({ role: 'button', name: /^Close$/ });
    await expect.poll(() => inUse(failing.device), { timeout: CLEAN_MS, interval: 5000 }).toBe('');
  });
});

/** Whose session the first console has: login(1) has it noted (pam_loginuid(8)), and nobody is 2^32 - 1. */
const LOGGED_IN = `for second in $(seq 60); do
  session=/proc/$(systemctl show --value --property=MainPID getty@tty1.service)/loginuid
  grep -qvx 4294967295 "$session" && break
  sleep 1
done
id --name --user "$(cat "$session")" || echo nobody`;

describe('what Calamares has installed', () => {
  /** Starts a disk; the report, after the person has logged in with the password. */
  const start = (name: string, disk: Disk, before?: (machine: Machine) => Promise<void>) =>
    bootDisk({
      name: `calamares-boot-${name}`,
      firmware: 'uefi',
      disk,
      deadlineMs: REPORT_MS,
      ...(before === undefined ? {} : { before }),
      commands: [
        { name: 'who', script: `getent passwd ${person.login}` },
        { name: 'mapper', script: 'cryptsetup status particleos-root' },
        { name: 'status', script: 'particleos-system status --json' },
        { name: 'logged-in', script: LOGGED_IN },
      ],
      during: async (machine) => {
        expect(await whoBySudo(machine, person.login, person.password, PROMPT_MS)).toBe('root');
      },
    });
  /** What was chosen in Calamares, as the started system has it. */
  const chosenIn = (report: ProbeReport) => ({
    failedUnits: report.failedUnits,
    fullName: report.command('who').output.split(':')[4]?.split(',')[0],
    timezone: report.timezone,
    administrator: report.users.get(person.login)?.includes('sudo'),
    rightOfT: keyRightOfT(report),
    loggedIn: report.command('logged-in').output.trim(),
    digest: runningImage(report).digest,
  });
  const chosen: Omit<ReturnType<typeof chosenIn>, 'loggedIn' | 'digest'> = {
    failedUnits: [],
    fullName: person.fullName,
    timezone: 'Europe/Berlin',
    administrator: true,
    rightOfT: 'z',
  };

  test('starts, with the image, the user, the keyboard and the place that were chosen, and logs the user in', async () => {
    const { twin, medium } = await readDigests();
    expect(twin).not.toBe(medium);
    const found = chosenIn(await start('plain', disks[1] as Disk));
    expect(found).toEqual({ ...chosen, loggedIn: person.login, digest: twin });
  });

  test('opens its disk by the passphrase, typed on German keys', async () => {
    const report = await start('encrypted', disks[0] as Disk, (machine) =>
      unlockAtPrompt(machine, encrypted.passphrase),
    );
    const { medium } = await readDigests();
    expect(chosenIn(report)).toEqual({ ...chosen, loggedIn: 'nobody', digest: medium });
    expect(report.command('mapper').output).toMatch(/type:\s+LUKS2/);
  });

  test('opens its disk by the recovery key that the last page has shown', async () => {
    const key = await readFile(keyFile, 'utf8');
    const report = await start('recovery', disks[0] as Disk, (machine) => unlockAtPrompt(machine, key));
    expect(report.command('mapper').output).toMatch(/type:\s+LUKS2/);
  });
});
