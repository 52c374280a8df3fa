// SPDX-License-Identifier: Apache-2.0
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { bootDisk } from './boot-disk.ts';
import { CalamaresByHand } from './calamares-by-hand.ts';
import { captureCalamares, keepCapture } from './calamares-capture.ts';
import { CalamaresEye } from './calamares-eye.ts';
import { calamaresIso } from './calamares-iso.ts';
import { anybody, CalamaresPages } from './calamares-pages.ts';
import { KioskSession } from './kiosk-session.ts';
import { expectKept, keptSchema, noteKept } from './layouts/kept.ts';
import { readTable } from './layouts/made-disk.ts';
import { makeWindowsDisk, windows } from './layouts/windows-disk.ts';
import { LeftBehind } from './left-behind.ts';
import { whoBySudo } from './login.ts';
import type { Disk } from './machine-options.ts';
import { outputDirectory } from './medium.ts';
import { unlockAtPrompt } from './unlock-prompt.ts';

const GiB = 1024 ** 3;
const INSTALL_MS = 3_600_000;
const REPORT_MS = 900_000;
const PROMPT_MS = 400_000;

/** Of letters that are in one place on all keyboards, as anybody's words. */
const PASSPHRASE = 'Harvest7Moonbeam';

interface Case {
  readonly serial: string;
  readonly device: string;
  readonly made: { readonly sizeBytes: number; readonly systemMiB: number };
  readonly isShrunk: boolean;
  readonly passphrase?: string;
  /** On the partition page, to the summary. */
  readonly choose: (pages: CalamaresPages, byHand: CalamaresByHand) => Promise<void>;
}

const cases: readonly Case[] = [
  {
    serial: 'ALONGSIDE',
    device: '/dev/vda',
    // Calamares takes half of the Windows: room enough.
    made: { sizeBytes: 20 * GiB, systemMiB: 20_000 },
    isShrunk: true,
    choose: async (pages) => {
      await pages.select('/dev/vda');
      await pages.shrinkLargest();
      await pages.picture('alongside');
      await pages.toSummary();
    },
  },
  {
    serial: 'BY-HAND',
    device: '/dev/vdb',
    made: { sizeBytes: 12 * GiB, systemMiB: 1024 },
    isShrunk: false,
    passphrase: PASSPHRASE,
    choose: async (pages, byHand) => {
      await byHand.open('/dev/vdb');
      await byHand.keep(`/dev/vdb${String(windows.esp)}`, '/boot/efi');
      await byHand.create({ place: '/boot', sizeMiB: 1024 });
      await byHand.create({ place: '/', passphrase: PASSPHRASE });
      await pages.picture('by-hand');
      await byHand.toSummary();
    },
  },
];

const noted = z.record(z.string(), z.array(keptSchema));

/** Two disks, each with a Windows; each test of a disk goes on from the one before. */
describe('beside a Windows, as the partition page of Calamares has it', () => {
  const variables = join(outputDirectory, 'calamares-beside.variables.fd');
  const disks = cases.map(({ serial }): Disk => ({
    path: join(outputDirectory, `calamares-${serial.toLowerCase()}.disk`),
    bus: 'virtio',
    serial,
  }));
  const diskOf = (serial: string): Disk => {
    const found = disks.find((disk) => disk.serial === serial);
    if (found === undefined) throw new Error(serial);
    return found;
  };
  const before = new LeftBehind('calamares-beside', noted);

  afterAll(() => before.drop(disks));

  describe('in the live system', () => {
    let kiosk: KioskSession;
    let eye: CalamaresEye;

    beforeAll(async () => {
      await mkdir(outputDirectory, { recursive: true });
      await rm(variables, { force: true });
      const note: z.infer<typeof noted> = {};
      for (const { serial, made, isShrunk } of cases) {
        const { path } = diskOf(serial);
        await makeWindowsDisk(path, made);
        note[serial] = await noteKept(path, [
          { number: windows.esp, as: 'vfat' },
          { number: windows.reserved, as: 'bytes' },
          { number: windows.system, as: 'ntfs', isShrunk },
          { number: windows.recovery, as: 'bytes' },
        ]);
      }
      await before.leave(note);
      kiosk = await KioskSession.start({
        name: 'calamares-beside',
        firmware: 'uefi',
        variables,
        memoryMiB: 3072,
        disks,
        iso: { path: await calamaresIso(), bus: 'cdrom' },
      });
      // Messages of the kernel would stand in the middle of what a command says.
      await kiosk.sh('dmesg -n 1');
      await captureCalamares(kiosk);
      eye = await CalamaresEye.open(kiosk);
    });
    afterAll(async () => {
      await kiosk?.powerOff();
      await kiosk?.[Symbol.asyncDispose]();
    });

    test.each(cases)('$serial: its jobs make the room, and the system goes into it', async (one) => {
      const pages = new CalamaresPages(kiosk, eye, one.serial.toLowerCase(), 'asked for');
      await pages.atFirstPage({ started: 'anew' });
      await pages.toPartitions(anybody);
      await one.choose(pages, new CalamaresByHand(pages, kiosk.live.machine.qmp));
      await pages.picture('summary');
      const runBefore = (await kiosk.lastRun()).state;
      await pages.install();
      const log = '/run/particleos-face/.cache/calamares/session.log';
      // A plan that is refused is no run: only Calamares tells of it.
      const hasFailed = async (): Promise<boolean> =>
        (await kiosk.sh(`grep -m1 "Installation failed" ${log} || true`)) !== '';
      await expect
        .poll(async () => (await hasFailed()) || (await kiosk.lastRun()).state === 'running', {
          timeout: INSTALL_MS,
          interval: 10_000,
        })
        .toBe(true);
      await keepCapture(kiosk, one.serial.toLowerCase());
      const words = await kiosk.sh(`tail -n 60 ${log}`);
      expect(await hasFailed(), `it failed before it began, after a run that ${runBefore}:\n${words}`).toBe(
        false,
      );
      await expect
        .poll(async () => (await kiosk.lastRun()).state, { timeout: INSTALL_MS, interval: 10_000 })
        .not.toBe('running');
      expect(await kiosk.lastRun()).toMatchObject({ state: 'succeeded', leftovers: [] });
    });
  });

  describe.each(cases)('$serial, installed,', ({ serial, passphrase }) => {
    const disk = diskOf(serial);

    test('keeps what was there, in its place of the table', async () => {
      await expectKept(disk.path, (await before.read())[serial] ?? []);
      expect([...(await readTable(disk.path)).keys()].slice(0, 4)).toEqual([1, 2, 3, 4]);
    });

    test('starts from the ESP of the Windows, and the user that was chosen is its administrator', async () => {
      // OVMF drops the entries of disks that are not there (QemuBootOrderLib): each disk gets what the installs have left.
      const own = join(outputDirectory, `calamares-${serial.toLowerCase()}.variables.fd`);
      await copyFile(variables, own);
      const report = await bootDisk({
        name: `calamares-boot-${serial.toLowerCase()}`,
        firmware: 'uefi',
        variables: own,
        disk,
        deadlineMs: REPORT_MS,
        ...(passphrase === undefined ? {} : { before: (machine) => unlockAtPrompt(machine, passphrase) }),
        commands: [{ name: 'mapper', script: 'cryptsetup status particleos-root' }],
        during: async (machine) => {
          expect(await whoBySudo(machine, anybody.login, anybody.password, PROMPT_MS)).toBe('root');
        },
      });
      expect(report.failedUnits).toEqual([]);
      expect(report.mount('/boot/efi')?.source).toBe(`/dev/vda${String(windows.esp)}`);
      expect(/type:\s+LUKS2/.test(report.command('mapper').output)).toBe(passphrase !== undefined);
    });
  });
});
