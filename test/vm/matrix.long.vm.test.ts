// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { bootDisk } from './boot-disk.ts';
import { demoAnswers } from './demo-answers.ts';
import { demoChecks } from './demo-checks.ts';
import { makeEmptyDisk } from './disk-images.ts';
import { installByIso, type InstallResult } from './install.ts';
import type { DiskBus, Firmware } from './machine-options.ts';
import { outputDirectory, testMedium, type Medium } from './medium.ts';
import type { ProbeReport } from './probe-report.ts';

const DISK_BYTES = 10 * 1024 ** 3;
const REPORT_MS = 900_000;

interface Case {
  readonly firmware: Firmware;
  readonly bus: DiskBus;
  readonly iso: 'cdrom' | 'usb';
  readonly memoryMiB: number;
}

const cases: readonly Case[] = [
  { firmware: 'bios', bus: 'sata', iso: 'usb', memoryMiB: 1024 },
  { firmware: 'uefi', bus: 'nvme', iso: 'usb', memoryMiB: 2048 },
  { firmware: 'secureboot', bus: 'virtio', iso: 'cdrom', memoryMiB: 2048 },
];

/** What the installer says of the machine, from inside the live system. */
const firmwareWords: Readonly<Record<Firmware, string>> = {
  bios: 'BIOS',
  uefi: 'UEFI, Secure Boot off',
  secureboot: 'UEFI, Secure Boot enforced',
};

const identities: string[] = [];

/** The same ISO on every firmware, from a stick and from a CD, on every kind of disk. */
describe.each(cases)(
  '$firmware, $bus disk, ISO on $iso, $memoryMiB MiB',
  ({ firmware, bus, iso, memoryMiB }) => {
    let medium: Medium;
    let install: InstallResult;
    let report: ProbeReport;
    const name = `matrix-${firmware}-${bus}`;

    beforeAll(async () => {
      medium = await testMedium();
      const path = await makeEmptyDisk(join(outputDirectory, `${name}.img`), DISK_BYTES);
      const disk = { path, bus, serial: 'MATRIX-DISK' } as const;
      const common = { firmware, disks: [disk], memoryMiB };
      install = await installByIso({
        ...common,
        name: `${name}-install`,
        iso: { path: medium.iso, bus: iso },
        answers: { text: demoAnswers.replace('{only: true}', '{serial: MATRIX-DISK}'), by: 'fw_cfg' },
      });
      report = await bootDisk({ name: `${name}-boot`, firmware, disk, deadlineMs: REPORT_MS });
    });

    test('is what was asked for', () => {
      expect(demoChecks(report).filter(({ ok }) => !ok)).toEqual([]);
    });

    test('Secure Boot is enforced where it should be, in the live system too', () => {
      expect(install.lines).toContain(`particleos: firmware: ${firmwareWords[firmware]}`);
      expect(report.secureBoot).toBe(firmware === 'secureboot');
    });

    test('shares its machine-id and SSH host keys with no other install', () => {
      const mine = [report.text('machine-id'), ...report.lines('ssh-host-keys')];
      expect(mine.length).toBeGreaterThan(1);
      for (const identity of mine) expect(identities).not.toContain(identity);
      identities.push(...mine);
    });
  },
);
