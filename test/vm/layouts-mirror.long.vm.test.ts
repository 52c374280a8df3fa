// SPDX-License-Identifier: Apache-2.0
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { bootDisk } from './boot-disk.ts';
import { demoChecks } from './demo-checks.ts';
import { makeEmptyDisk } from './disk-images.ts';
import { answersOf, bytesForSystem, LayoutLab } from './layouts/layout-lab.ts';
import { dropDisks } from './left-behind.ts';
import type { Disk, Firmware } from './machine-options.ts';
import { outputDirectory } from './medium.ts';
import type { ProbeCommand } from './probe.ts';
import type { ProbeReport } from './probe-report.ts';

const REPORT_MS = 900_000;
const ROOM_BYTES = 512 * 1024 ** 2;
const looks: readonly ProbeCommand[] = [
  { name: 'mdstat', script: 'cat /proc/mdstat' },
  {
    name: 'root',
    script: 'mdadm --detail --export "$(findmnt --noheadings --output SOURCE /sysroot | sed "s/\\[.*//")"',
  },
];

/** How many members are there and of how many, of the mirror that the root is on. */
function membersOf(report: ProbeReport): { there: number; of: number } {
  const { output } = report.command('root');
  return {
    there: [...output.matchAll(/^MD_DEVICE_\w+_DEV=/gm)].length,
    of: Number(/^MD_DEVICES=(\d+)$/m.exec(output)?.[1]),
  };
}

/** A system on two disks, installed once; each disk starts it alone, and both together do. */
describe('a mirror', () => {
  const member = (serial: string): Disk => ({
    path: join(outputDirectory, `layouts-${serial.toLowerCase()}.img`),
    bus: 'virtio',
    serial,
  });
  const disks = [member('MIRROR-1'), member('MIRROR-2')] as const;
  const variables = join(outputDirectory, 'layouts-mirror.variables.fd');

  const boot = (name: string, disk: readonly Disk[], firmware: Firmware): Promise<ProbeReport> =>
    bootDisk({ name: `layouts-mirror-${name}`, firmware, disk, commands: looks, deadlineMs: REPORT_MS });

  afterAll(() => dropDisks(disks));

  test('is installed, and no array of it is left in the live system', async () => {
    await rm(variables, { force: true });
    const sizeBytes = (await bytesForSystem()) + ROOM_BYTES;
    for (const { path } of disks) await makeEmptyDisk(path, sizeBytes);
    await using lab = await LayoutLab.open({
      name: 'layouts-mirror',
      variables,
      disks,
      answers: {
        mirror: answersOf('MIRROR-1', 'layout: { kind: erase, raid1: [{ serial: MIRROR-2 }] }'),
      },
    });
    const { words } = await lab.install('mirror');
    expect(words).toMatch(/^particleos: succeeded after /m);
    expect(await lab.sh('cat /proc/mdstat')).not.toMatch(/^md\d/m);
    await lab.powerOff();
  });

  test('starts with both disks, whole', async () => {
    const report = await boot('both', disks, 'uefi');
    expect(demoChecks(report).filter(({ ok }) => !ok)).toEqual([]);
    expect(membersOf(report)).toEqual({ there: 2, of: 2 });
    expect(report.mount('/boot/efi')).not.toBeNull();
  });

  // The second one is pulled first: once a disk has been written to alone, the other one is the old one.
  test.each([
    ['the second one pulled', 0, 'uefi'],
    ['the second one pulled, by BIOS', 0, 'bios'],
  ] as const)('starts with %s', async (what, index, firmware) => {
    const report = await boot(what.replaceAll(/\W+/g, '-'), [disks[index]], firmware);
    expect(report.text('system-state')).toBe('running');
    expect(report.failedUnits).toEqual([]);
    expect(membersOf(report)).toEqual({ there: 1, of: 2 });
  });

  test('starts with the first one pulled, from the loader of the second', async () => {
    const report = await boot('first-pulled', [disks[1]], 'uefi');
    expect(report.text('system-state')).toBe('running');
    expect(membersOf(report)).toEqual({ there: 1, of: 2 });
  });
});
