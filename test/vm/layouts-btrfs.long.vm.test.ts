// SPDX-License-Identifier: Apache-2.0
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bootDisk } from './boot-disk.ts';
import { bootcMedium, hasBootc, noBootc } from './bootc-medium.ts';
import { demoAnswers } from './demo-answers.ts';
import { systemChecks } from './demo-checks.ts';
import { makeEmptyDisk } from './disk-images.ts';
import { installByIso } from './install.ts';
import type { Disk } from './machine-options.ts';
import { outputDirectory } from './medium.ts';
import type { ProbeReport } from './probe-report.ts';

const DISK_BYTES = 12 * 1024 ** 3;
const INSTALL_MS = 2_400_000;
const REPORT_MS = 900_000;
const answers = `${demoAnswers}rootFileSystem: btrfs
fileSystem: { compression: "zstd:1", subvolumes: [{ name: "@", mount: / }, { name: "@home", mount: /home }] }
install: { engine: bootc, carrier: host, verb: to-filesystem }
`;
const mountOf = (path: string): string =>
  `findmnt --noheadings --output FSTYPE,FSROOT,OPTIONS --mountpoint ${path}`;

/** Only bootc installs on btrfs: Debian's ostree writes ext4. */
describe.skipIf(!hasBootc())(`a btrfs root with subvolumes (${noBootc})`, () => {
  let disk: Disk;
  let report: ProbeReport;

  beforeAll(async () => {
    const { iso } = await bootcMedium();
    const path = await makeEmptyDisk(join(outputDirectory, 'layouts-btrfs.img'), DISK_BYTES);
    disk = { path, bus: 'virtio', serial: 'BTRFS-DISK' };
    await installByIso({
      name: 'layouts-btrfs-install',
      firmware: 'uefi',
      disks: [disk],
      iso: { path: iso, bus: 'cdrom' },
      answers: { text: answers, by: 'fw_cfg' },
      deadlineMs: INSTALL_MS,
    });
    report = await bootDisk({
      name: 'layouts-btrfs-boot',
      firmware: 'uefi',
      disk,
      deadlineMs: REPORT_MS,
      commands: [
        { name: 'root', script: mountOf('/sysroot') },
        { name: 'home', script: mountOf('/var/home') },
      ],
    });
  });
  afterAll(async () => {
    if (disk !== undefined) await rm(disk.path, { force: true });
  });

  test('is what was asked for', () => {
    expect(systemChecks(report).filter(({ ok }) => !ok)).toEqual([]);
  });

  test('the root and /home are subvolumes, compressed', () => {
    expect(report.command('root').output).toMatch(/^btrfs\s+\/@\s+\S*compress=zstd:1/);
    expect(report.command('home').output).toMatch(/^btrfs\s+\/@home\s+\S*compress=zstd:1/);
  });
});
