// SPDX-License-Identifier: Apache-2.0
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { bootDisk } from './boot-disk.ts';
import { CalamaresEye } from './calamares-eye.ts';
import { calamaresIso } from './calamares-iso.ts';
import { CalamaresPages } from './calamares-pages.ts';
import { KioskSession } from './kiosk-session.ts';
import { expectKept, keptSchema, noteKept } from './layouts/kept.ts';
import { readTable } from './layouts/made-disk.ts';
import { makeWindowsDisk, windows } from './layouts/windows-disk.ts';
import { LeftBehind } from './left-behind.ts';
import { whoBySudo } from './login.ts';
import type { Disk } from './machine-options.ts';
import { outputDirectory } from './medium.ts';

const INSTALL_MS = 3_600_000;
const REPORT_MS = 900_000;
const PROMPT_MS = 400_000;
const POWER_OFF_MS = 300_000;

const person = { fullName: 'Ada Lovelace', login: 'ada', password: 'Sturdiest7Walrus' };
/** As the disk of the fixture: the half of the Windows that Calamares takes is room enough. */
const made = { sizeBytes: 20 * 1024 ** 3, systemMiB: 20_000 };

/** Each test goes on from the disk of the one before. */
describe('alongside a Windows, as the partition page of Calamares has it', () => {
  const disk: Disk = {
    path: join(outputDirectory, 'calamares-beside.disk'),
    bus: 'virtio',
    serial: 'ALONGSIDE',
  };
  const variables = join(outputDirectory, 'calamares-beside.variables.fd');
  const before = new LeftBehind('calamares-beside', z.array(keptSchema));

  afterAll(() => before.drop([disk]));

  describe('in the live system', () => {
    let kiosk: KioskSession;

    beforeAll(async () => {
      await mkdir(outputDirectory, { recursive: true });
      await rm(variables, { force: true });
      await makeWindowsDisk(disk.path, made);
      await before.leave(
        await noteKept(disk.path, [
          { number: windows.esp, as: 'vfat' },
          { number: windows.reserved, as: 'bytes' },
          { number: windows.system, as: 'ntfs', isShrunk: true },
          { number: windows.recovery, as: 'bytes' },
        ]),
      );
      kiosk = await KioskSession.start({
        name: 'calamares-beside',
        firmware: 'uefi',
        variables,
        memoryMiB: 3072,
        disks: [disk],
        iso: { path: await calamaresIso(), bus: 'cdrom' },
      });
      // Messages of the kernel would stand in the middle of what a command says.
      await kiosk.sh('dmesg -n 1');
    });
    afterAll(() => kiosk[Symbol.asyncDispose]());

    test('the NTFS is shrunk by its jobs, and the system goes into the room', async () => {
      const pages = new CalamaresPages(kiosk, await CalamaresEye.open(kiosk), 'beside', 'asked for');
      await pages.atFirstPage();
      await pages.toPartitions(person);
      await pages.select('/dev/vda');
      await pages.shrinkLargest();
      await pages.picture('partitions');
      await pages.toSummary();
      await pages.picture('summary');
      await pages.install();
      const log = '/run/particleos-face/.cache/calamares/session.log';
      // A plan that is refused is no run: only Calamares tells of it.
      const hasEnded = async (): Promise<boolean> =>
        !['idle', 'running'].includes((await kiosk.lastRun()).state) ||
        (await kiosk.sh(`grep -m1 "Installation failed" ${log} || true`)) !== '';
      await expect.poll(hasEnded, { timeout: INSTALL_MS, interval: 10_000 }).toBe(true);
      expect(await kiosk.lastRun()).toMatchObject({ state: 'succeeded', leftovers: [] });
      const { machine, shell } = kiosk.live;
      const off = machine.waitForEnd(POWER_OFF_MS);
      // It is gone before it answers.
      shell.run('systemctl poweroff').catch(() => undefined);
      expect(await off).toBe('poweroff');
    });
  });

  test('what was there is there, the NTFS in less room', async () => {
    await expectKept(disk.path, await before.read());
    expect([...(await readTable(disk.path)).keys()].slice(0, 4)).toEqual([1, 2, 3, 4]);
  });

  test('the system starts, from the ESP of the Windows, and the user that was chosen is its administrator', async () => {
    const report = await bootDisk({
      name: 'calamares-beside-boot',
      firmware: 'uefi',
      variables,
      disk,
      deadlineMs: REPORT_MS,
      during: async (machine) => {
        expect(await whoBySudo(machine, person.login, person.password, PROMPT_MS)).toBe('root');
      },
    });
    expect(report.failedUnits).toEqual([]);
    expect(report.mount('/boot/efi')?.source).toBe(`/dev/vda${String(windows.esp)}`);
  });
});
