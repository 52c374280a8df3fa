// SPDX-License-Identifier: Apache-2.0
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bootDisk } from './boot-disk.ts';
import { demoChecks } from './demo-checks.ts';
import { debian, makeDebianDisk, makeDebianRoot } from './layouts/debian-disk.ts';
import { expectKept, noteKept, type KeptPartition } from './layouts/kept.ts';
import { answersOf, bytesForSystem, LayoutLab } from './layouts/layout-lab.ts';
import { readTable } from './layouts/made-disk.ts';
import { linuxType, makeWindowsDisk, windows } from './layouts/windows-disk.ts';
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

/** One live system installs onto four disks, each with somebody on it; then each of them is started alone. */
describe('beside other systems', () => {
  const variables = join(outputDirectory, 'layouts-beside.variables.fd');
  const disks = new Map<string, Disk>();
  const kept = new Map<string, Awaited<ReturnType<typeof noteKept>>>();
  const uuids = new Map<string, readonly string[]>();
  const words = new Map<string, string>();

  const uuidsOf = async (path: string): Promise<string[]> =>
    [...(await readTable(path)).values()].map(({ uuid }) => uuid);

  beforeAll(async () => {
    await rm(variables, { force: true });
    const systemBytes = await bytesForSystem();
    for (const { serial, make, kept: wanted } of cases) {
      const path = join(outputDirectory, `${serial.toLowerCase()}.img`);
      await make(path, systemBytes);
      disks.set(serial, { path, bus: 'virtio', serial });
      kept.set(serial, await noteKept(path, wanted));
      uuids.set(serial, await uuidsOf(path));
    }
    await using lab = await LayoutLab.open({
      name: 'layouts-beside',
      variables,
      disks: [...disks.values()],
      answers: Object.fromEntries(cases.map(({ serial, layout }) => [serial, answersOf(serial, layout)])),
    });
    for (const { serial } of cases) words.set(serial, (await lab.install(serial)).words);
    await lab.powerOff();
  });
  afterAll(async () => {
    for (const { path } of disks.values()) await rm(path, { force: true });
  });

  describe.each(cases)('$serial', ({ serial, gone = [], esp }) => {
    const disk = (): Disk => {
      const found = disks.get(serial);
      if (found === undefined) throw new Error(`no disk ${serial}`);
      return found;
    };

    test('keeps every sum, and the place of everything in the table', async () => {
      await expectKept(disk().path, kept.get(serial) ?? []);
      const now = await uuidsOf(disk().path);
      const before = uuids.get(serial) ?? [];
      expect(before.filter((uuid) => !now.includes(uuid))).toHaveLength(gone.length);
      expect(words.get(serial)).toMatch(/^particleos: succeeded after /m);
    });

    test('starts as what was asked for, from the ESP that it was to be', async () => {
      const name = `layouts-${serial.toLowerCase()}`;
      const report = await bootDisk({
        name,
        firmware: 'uefi',
        variables,
        disk: disk(),
        deadlineMs: REPORT_MS,
      });
      expect(demoChecks(report).filter(({ ok }) => !ok)).toEqual([]);
      const numbers = [...(await readTable(disk().path)).keys()];
      expect(report.mount('/boot/efi')?.source).toBe(`/dev/vda${String(esp(numbers))}`);
    });
  });
});
