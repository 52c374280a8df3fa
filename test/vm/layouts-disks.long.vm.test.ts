// SPDX-License-Identifier: Apache-2.0
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bootDisk } from './boot-disk.ts';
import { demoChecks } from './demo-checks.ts';
import { makeEmptyDisk } from './disk-images.ts';
import { answersOf, bytesForSystem, LayoutLab } from './layouts/layout-lab.ts';
import type { Disk } from './machine-options.ts';
import { outputDirectory } from './medium.ts';
import type { ProbeCommand } from './probe.ts';
import type { ProbeReport } from './probe-report.ts';

const REPORT_MS = 900_000;
/** Two deployments and the scratch of an import fit in what a system needs; files of a person come on top. */
const ROOM_BYTES = 1024 ** 3;

/** Files that a person has, in the places that stay; their sums are the last line of each. */
const WRITE = `set -e
mkdir -p /home/ada/Documents /var/lib/diary
for file in /home/ada/Documents/letter /var/lib/diary/pages; do
    [ -e $file ] || head -c 3000000 /dev/urandom > $file
done
chown ada /home/ada/Documents/letter; chmod 0600 /home/ada/Documents/letter; sync`;
const SUMS =
  'cd /var && stat -c "%n %U %a %Y" home/ada/Documents/letter lib/diary/pages; sha256sum home/ada/Documents/letter lib/diary/pages';
const write: readonly ProbeCommand[] = [
  { name: 'write', script: WRITE },
  { name: 'sums', script: SUMS },
];
const read: readonly ProbeCommand[] = [
  { name: 'sums', script: SUMS },
  { name: 'deployments', script: 'ls -d /ostree/deploy/*/deploy/*.? | wc -l' },
  { name: 'sectors', script: 'lsblk --noheadings --nodeps --output LOG-SEC /dev/disk/by-id/*FOURKN*' },
];

interface Case {
  readonly serial: string;
  readonly bus: Disk['bus'];
  readonly sectorBytes?: 4096;
  /** What becomes of the deployment that was there. */
  readonly place: 'beside' | 'instead';
  readonly deployments: string;
}

const cases: readonly Case[] = [
  { serial: 'NVME', bus: 'nvme', place: 'beside', deployments: '2' },
  { serial: 'SATA', bus: 'sata', place: 'instead', deployments: '1' },
  { serial: 'FOURKN', bus: 'nvme', sectorBytes: 4096, place: 'beside', deployments: '2' },
];

/** Every kind of disk but virtio, erased and started; then a new system in the old one's place, with its files. */
describe('disks of each kind', () => {
  const variables = join(outputDirectory, 'layouts-disks.variables.fd');
  const disks = new Map<string, Disk>();
  const first = new Map<string, ProbeReport>();
  const second = new Map<string, ProbeReport>();

  const installAll = async (name: string, answers: (one: Case) => string): Promise<void> => {
    await using lab = await LayoutLab.open({
      name: `layouts-disks-${name}`,
      variables,
      disks: [...disks.values()],
      answers: Object.fromEntries(cases.map((one) => [one.serial, answers(one)])),
    });
    for (const { serial } of cases) await lab.install(serial);
    await lab.powerOff();
  };
  const bootAll = async (
    name: string,
    commands: readonly ProbeCommand[],
    reports: Map<string, ProbeReport>,
  ): Promise<void> => {
    for (const [serial, disk] of disks)
      reports.set(
        serial,
        await bootDisk({
          name: `layouts-${serial.toLowerCase()}-${name}`,
          firmware: 'uefi',
          disk,
          commands,
          deadlineMs: REPORT_MS,
        }),
      );
  };
  const reportOf = (reports: ReadonlyMap<string, ProbeReport>, serial: string): ProbeReport => {
    const report = reports.get(serial);
    if (report === undefined) throw new Error(`${serial} did not start`);
    return report;
  };

  beforeAll(async () => {
    await rm(variables, { force: true });
    const sizeBytes = (await bytesForSystem()) + ROOM_BYTES;
    for (const { serial, bus, sectorBytes } of cases) {
      const path = await makeEmptyDisk(
        join(outputDirectory, `layouts-${serial.toLowerCase()}.img`),
        sizeBytes,
      );
      disks.set(serial, { path, bus, serial, ...(sectorBytes === undefined ? {} : { sectorBytes }) });
    }
    await installAll('erase', ({ serial }) => answersOf(serial, 'layout: { kind: erase }'));
    await bootAll('erased', write, first);
    await installAll('keep-data', ({ serial, place }) =>
      answersOf(serial, `layout: { kind: keep-data, system: { number: 4 }, place: ${place} }`),
    );
    await bootAll('kept', read, second);
  });
  afterAll(async () => {
    for (const { path } of disks.values()) await rm(path, { force: true });
  });

  test.each(cases)('$serial is erased, installed and started', ({ serial }) => {
    const report = reportOf(first, serial);
    expect(demoChecks(report).filter(({ ok }) => !ok)).toEqual([]);
    expect(report.command('write').status).toBe(0);
  });

  test('the sectors of one are 4 KiB', () => {
    expect(reportOf(second, 'FOURKN').command('sectors').output).toContain('4096');
  });

  test.each(cases)('$serial keeps /var and /home, $place', ({ serial, deployments }) => {
    const report = reportOf(second, serial);
    expect(demoChecks(report).filter(({ ok }) => !ok)).toEqual([]);
    expect(report.command('sums').output).toMatch(/^home\/ada\/Documents\/letter ada 600 \d+$/m);
    expect(report.command('sums').output).toBe(reportOf(first, serial).command('sums').output);
    expect(report.command('deployments').output.trim()).toBe(deployments);
  });
});
