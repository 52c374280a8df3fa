// SPDX-License-Identifier: Apache-2.0
import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { bootDisk } from './boot-disk.ts';
import { demoChecks } from './demo-checks.ts';
import { debian, makeDebianDisk, makeDebianRoot } from './layouts/debian-disk.ts';
import { expectKept, keptSchema, noteKept, type KeptPartition } from './layouts/kept.ts';
import { answersOf, bytesForSystem, LayoutLab } from './layouts/layout-lab.ts';
import { readTable } from './layouts/made-disk.ts';
import { linuxType, makeWindowsDisk, windows } from './layouts/windows-disk.ts';
import { LeftBehind } from './left-behind.ts';
import type { Disk } from './machine-options.ts';
import { outputDirectory } from './medium.ts';

const MiB = 1024 ** 2;
const REPORT_MS = 900_000;
/** What the disk of a case has beyond the new system: other systems, and room to tell regions apart. */
const OTHERS_MIB = 1600;

const windowsKept: readonly KeptPartition[] = [
  { number: windows.esp, as: 'vfat' },
  { number: windows.reserved, as: 'bytes' },
  { number: windows.system, as: 'bytes' },
  { number: windows.recovery, as: 'bytes' },
];

interface Case {
  readonly serial: string;
  readonly layout: string;
  readonly make: (path: string, systemBytes: number) => Promise<unknown>;
  readonly kept: readonly KeptPartition[];
  /** Partitions that must be gone, by number: the UUIDs of what stands there now are others. */
  readonly gone?: readonly number[];
  /** Partition of the ESP that the system is started from. */
  readonly esp: (numbers: readonly number[]) => number;
}

const reused = (): number => windows.esp;

const cases: readonly Case[] = [
  {
    serial: 'FREE-BESIDE-WINDOWS',
    layout: 'layout: { kind: free-space }',
    make: (path, systemBytes) =>
      makeWindowsDisk(path, { sizeBytes: systemBytes + OTHERS_MIB * MiB, systemMiB: 1024 }),
    kept: windowsKept,
    esp: reused,
  },
  {
    serial: 'SHRINK-WINDOWS',
    layout: `layout: { kind: alongside, shrink: { number: ${String(windows.system)} }, to: 1000 MiB }`,
    make: (path, systemBytes) =>
      makeWindowsDisk(path, {
        sizeBytes: systemBytes + OTHERS_MIB * MiB,
        systemMiB: Math.ceil(systemBytes / MiB) + 1100,
      }),
    kept: windowsKept.map((one) =>
      one.number === windows.system ? { ...one, as: 'ntfs', isShrunk: true } : one,
    ),
    esp: reused,
  },
  {
    serial: 'SHRINK-DEBIAN',
    layout: `layout: { kind: alongside, shrink: { number: ${String(debian.system)} }, to: 1 GiB }`,
    make: (path, systemBytes) => makeDebianDisk(path, systemBytes + OTHERS_MIB * MiB),
    kept: [
      { number: debian.esp, as: 'bytes' },
      { number: debian.system, as: 'ext4', isShrunk: true },
    ],
    // Debian's signed GRUB reads one configuration: the Debian keeps its ESP, and ours is new.
    esp: (numbers) => Math.min(...numbers.filter((number) => number > debian.system)),
  },
  {
    serial: 'REPLACE-DEBIAN',
    layout: 'layout: { kind: replace, system: { number: 5 } }',
    make: async (path, systemBytes) => {
      await makeWindowsDisk(path, {
        sizeBytes: systemBytes + OTHERS_MIB * MiB,
        systemMiB: 1024,
        more: [`type=${linuxType}, name="debian"`],
      });
      await makeDebianRoot(path, 5);
    },
    kept: windowsKept,
    gone: [5],
    esp: reused,
  },
];

const noted = z.object({
  /** What was there, by serial number of the disk. */
  kept: z.record(z.string(), z.array(keptSchema)),
  /** UUIDs of the partitions that were there. */
  uuids: z.record(z.string(), z.array(z.string())),
});

/** One live system installs onto four disks, each with somebody on it; then each of them is started alone. */
describe('beside other systems', () => {
  const variables = join(outputDirectory, 'layouts-beside.variables.fd');
  const pathOf = (serial: string): string => join(outputDirectory, `${serial.toLowerCase()}.img`);
  const disks = cases.map(({ serial }): Disk => ({ path: pathOf(serial), bus: 'virtio', serial }));
  const before = new LeftBehind('layouts-beside', noted);

  const uuidsOf = async (path: string): Promise<string[]> =>
    [...(await readTable(path)).values()].map(({ uuid }) => uuid);

  afterAll(() => before.drop(disks));

  describe('installs', () => {
    let lab: LayoutLab;

    beforeAll(async () => {
      await rm(variables, { force: true });
      const systemBytes = await bytesForSystem();
      const note: z.infer<typeof noted> = { kept: {}, uuids: {} };
      for (const { serial, make, kept } of cases) {
        await make(pathOf(serial), systemBytes);
        note.kept[serial] = await noteKept(pathOf(serial), kept);
        note.uuids[serial] = await uuidsOf(pathOf(serial));
      }
      await before.leave(note);
      lab = await LayoutLab.open({
        name: 'layouts-beside',
        variables,
        disks,
        answers: Object.fromEntries(cases.map(({ serial, layout }) => [serial, answersOf(serial, layout)])),
      });
    });
    afterAll(async () => {
      await lab?.powerOff();
      await lab?.[Symbol.asyncDispose]();
    });

    test.each(cases)('$serial', async ({ serial }) => {
      expect((await lab.install(serial)).words).toMatch(/^particleos: succeeded after /m);
    });
  });

  describe.each(cases)('$serial, installed,', ({ serial, gone = [], esp }) => {
    test('keeps every sum, and the place of everything in the table', async () => {
      const { kept, uuids } = await before.read();
      await expectKept(pathOf(serial), kept[serial] ?? []);
      const now = await uuidsOf(pathOf(serial));
      expect((uuids[serial] ?? []).filter((uuid) => !now.includes(uuid))).toHaveLength(gone.length);
    });

    test('starts as what was asked for, from the ESP that it was to be', async () => {
      // OVMF drops the entries of disks that are not there (QemuBootOrderLib): each disk gets what the installs have left.
      const own = join(outputDirectory, `layouts-${serial.toLowerCase()}.variables.fd`);
      await copyFile(variables, own);
      const report = await bootDisk({
        name: `layouts-${serial.toLowerCase()}`,
        firmware: 'uefi',
        variables: own,
        disk: { path: pathOf(serial), bus: 'virtio', serial },
        deadlineMs: REPORT_MS,
      });
      expect(demoChecks(report).filter(({ ok }) => !ok)).toEqual([]);
      const numbers = [...(await readTable(pathOf(serial))).keys()];
      expect(report.mount('/boot/efi')?.source).toBe(`/dev/vda${String(esp(numbers))}`);
    });
  });
});
