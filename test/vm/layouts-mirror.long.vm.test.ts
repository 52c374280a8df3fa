// SPDX-License-Identifier: Apache-2.0
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
const STEP_MS = 1_800_000;
const ROOM_BYTES = 512 * 1024 ** 2;
const byId = (serial: string): string => `/dev/disk/by-id/virtio-${serial}`;
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

/** A system on two disks, installed once, with a cut in the middle; each disk starts it alone, and both together do. */
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

  const open = (name: string, found: readonly Disk[]): Promise<LayoutLab> =>
    LayoutLab.open({
      name: `layouts-mirror-${name}`,
      variables,
      disks: found,
      answers: { mirror: answersOf('MIRROR-1', 'layout: { kind: erase, raid1: [{ serial: MIRROR-2 }] }') },
    });

  describe('is installed', () => {
    let lab: LayoutLab;
    /** Both ends of both disks. */
    const ends = (): Promise<string> =>
      lab.sh(
        `for disk in ${byId('MIRROR-1')} ${byId('MIRROR-2')}; do { head -c 1M $disk; tail -c 1M $disk; } | sha256sum; done`,
      );

    beforeAll(async () => {
      await rm(variables, { force: true });
      const sizeBytes = (await bytesForSystem()) + ROOM_BYTES;
      for (const { path } of disks) await makeEmptyDisk(path, sizeBytes);
      lab = await open('cut', disks);
      await lab.sh(
        `printf 'label: gpt\\nsize=64M, name=old\\n' | sfdisk --quiet ${byId('MIRROR-2')}; udevadm settle`,
      );
    });
    afterAll(() => lab?.[Symbol.asyncDispose]());

    test('the tables of both disks come back while nothing was formatted', async () => {
      const before = await ends();
      // Both tables are written; what removes the old boot code of the second disk fails.
      await lab.sh(
        `cp /usr/bin/dd /run/dd; printf '#!/bin/sh\\ncase "$*" in *of=%s*) exit 1 ;; esac\\nexec /run/dd "$@"\\n' "$(readlink -f ${byId('MIRROR-2')})" > /run/no-dd; chmod +x /run/no-dd; mount --bind /run/no-dd /usr/bin/dd`,
      );
      const failed = await lab.try('mirror');
      await lab.sh('umount /usr/bin/dd');
      expect(failed.result).toMatchObject({ state: 'failed', stepId: 'disarm-2', disk: 'table-replaced' });
      expect(await ends()).not.toBe(before);
      expect(await lab.sh('particleos-installer undo-table --yes 2>&1', STEP_MS)).toContain('name="old"');
      expect(await ends()).toBe(before);
      expect(await lab.sh('particleos-installer resume')).toContain('No install was begun here');
    });

    test('is cut off, and gone on with under other names of the disks', async () => {
      await lab.sh(`rm -f /run/particleos/run.json; ${lab.applyLine('mirror')} &`);
      await lab.sh(`until grep -qs '"stepId":"deploy"' /run/particleos/run.json; do sleep 1; done`, STEP_MS);
      await lab.live.machine.stop();
      lab = await open('gone-on', disks.toReversed());
      const { status, output } = await lab.live.shell.run(
        'particleos-installer resume --continue --answers /run/data/mirror.yaml 2>&1',
        STEP_MS,
      );
      // The tables are kept; a mirror is made again, with what is on it (core/journal/continue-plan.ts).
      expect(output).toMatch(
        /was cut off at the step "deploy"\.\s+\d+ of \d+ steps need not be done again\./,
      );
      expect(output).toMatch(/^particleos: succeeded after /m);
      expect(status).toBe(0);
      expect(await lab.sh('cat /proc/mdstat')).not.toMatch(/^md\d/m);
      await lab.powerOff();
    });
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
