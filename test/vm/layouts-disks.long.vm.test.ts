// SPDX-License-Identifier: Apache-2.0
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { bootDisk } from './boot-disk.ts';
import { demoChecks } from './demo-checks.ts';
import { makeEmptyDisk } from './disk-images.ts';
import { answersOf, bytesForSystem, LayoutLab } from './layouts/layout-lab.ts';
import { countDeployments, LETTER, readFiles, writeFiles } from './layouts/persons-files.ts';
import { LeftBehind } from './left-behind.ts';
import type { Disk } from './machine-options.ts';
import { outputDirectory } from './medium.ts';
import type { ProbeCommand } from './probe.ts';
import type { ProbeReport } from './probe-report.ts';

const REPORT_MS = 900_000;
/** Two deployments and the scratch of an import fit in what a system needs; files of a person come on top. */
const ROOM_BYTES = 1024 ** 3;

const write: readonly ProbeCommand[] = [
  ...writeFiles,
  {
    name: 'sectors',
    script:
      'lsblk --noheadings --nodeps --output LOG-SEC "/dev/$(lsblk --noheadings --output PKNAME "$(findmnt --noheadings --output SOURCE /boot)")"',
  },
];
const read: readonly ProbeCommand[] = [readFiles, countDeployments];

interface Case {
  readonly serial: string;
  readonly bus: Disk['bus'];
  readonly sectorBytes?: 4096;
}

const cases: readonly Case[] = [
  { serial: 'NVME', bus: 'nvme' },
  { serial: 'SATA', bus: 'sata' },
  { serial: 'FOURKN', bus: 'nvme', sectorBytes: 4096 },
];

interface Again {
  readonly serial: string;
  /** What becomes of the deployment that was there. */
  readonly place: 'beside' | 'instead';
  readonly deployments: string;
}

const again: readonly Again[] = [
  { serial: 'SATA', place: 'instead', deployments: '1' },
  { serial: 'FOURKN', place: 'beside', deployments: '2' },
];

/** Every kind of disk but virtio, erased and started; then a new system in the old one's place, with its files. */
describe('disks of each kind', () => {
  const variables = join(outputDirectory, 'layouts-disks.variables.fd');
  const pathOf = (serial: string): string => join(outputDirectory, `layouts-${serial.toLowerCase()}.img`);
  const disks = new Map(
    cases.map(({ serial, ...kind }): [string, Disk] => [serial, { path: pathOf(serial), serial, ...kind }]),
  );
  /** Sums of a person's files by serial number, as the first system wrote them. */
  const written = new LeftBehind('layouts-disks', z.record(z.string(), z.string()));

  const installAll = async (name: string, answers: Readonly<Record<string, string>>): Promise<void> => {
    await rm(variables, { force: true });
    await using lab = await LayoutLab.open({
      name: `layouts-disks-${name}`,
      variables,
      disks: [...disks.values()],
      answers,
    });
    for (const serial of Object.keys(answers)) await lab.install(serial);
    await lab.powerOff();
  };
  const boot = (name: string, serial: string, commands: readonly ProbeCommand[]): Promise<ProbeReport> => {
    const disk = disks.get(serial);
    if (disk === undefined) throw new Error(`no disk ${serial}`);
    return bootDisk({
      name: `layouts-${serial.toLowerCase()}-${name}`,
      firmware: 'uefi',
      disk,
      commands,
      deadlineMs: REPORT_MS,
    });
  };

  afterAll(() => written.drop([...disks.values()]));

  describe('erased', () => {
    const sums: Record<string, string> = {};

    beforeAll(async () => {
      const sizeBytes = (await bytesForSystem()) + ROOM_BYTES;
      for (const { path } of disks.values()) await makeEmptyDisk(path, sizeBytes);
      const erase = ({ serial }: Case) => [serial, answersOf(serial, 'layout: { kind: erase }')] as const;
      await installAll('erase', Object.fromEntries(cases.map(erase)));
    });
    afterAll(() => written.leave(sums));

    test.each(cases)('$serial is started', async ({ serial, sectorBytes = 512 }) => {
      const report = await boot('erased', serial, write);
      expect(demoChecks(report).filter(({ ok }) => !ok)).toEqual([]);
      expect(report.command('write').status).toBe(0);
      expect(report.command('sectors').output.trim()).toBe(String(sectorBytes));
      sums[serial] = report.command('sums').output;
    });
  });

  describe('with the files of before', () => {
    let sums: Readonly<Record<string, string>>;

    beforeAll(async () => {
      sums = await written.read();
      const keep = ({ serial, place }: Again) =>
        [
          serial,
          answersOf(serial, `layout: { kind: keep-data, system: { number: 4 }, place: ${place} }`),
        ] as const;
      await installAll('keep-data', Object.fromEntries(again.map(keep)));
    });

    test.each(again)('$serial keeps /var and /home, $place', async ({ serial, deployments }) => {
      const report = await boot('kept', serial, read);
      expect(demoChecks(report).filter(({ ok }) => !ok)).toEqual([]);
      expect(report.command('sums').output).toMatch(LETTER);
      expect(report.command('sums').output).toBe(sums[serial]);
      expect(report.command('deployments').output.trim()).toBe(deployments);
    });
  });
});
