// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { bootDisk } from './boot-disk.ts';
import { demoAnswers, demoUser } from './demo-answers.ts';
import { demoChecks } from './demo-checks.ts';
import { makeEmptyDisk } from './disk-images.ts';
import { installByIso, type InstallResult } from './install.ts';
import { whoBySudo } from './login.ts';
import type { Disk } from './machine-options.ts';
import { outputDirectory, testMedium, type Medium } from './medium.ts';
import { beginRecord, endRecord } from './power-cut/write-record.ts';

const DISK_BYTES = 10 * 1024 ** 3;
const REPORT_MS = 600_000;
const PROMPT_MS = 120_000;

/** The main job: one install with an answer file, no hand on the keyboard; the same disk then boots under both firmwares. */
describe('an unattended install', () => {
  let medium: Medium;
  let disk: Disk;
  let installed: InstallResult;

  beforeAll(async () => {
    medium = await testMedium();
    const path = await makeEmptyDisk(join(outputDirectory, 'disk.img'), DISK_BYTES);
    const serial = 'TEST-DISK';
    disk = { path, bus: 'virtio', serial };
    installed = await installByIso({
      name: 'install',
      firmware: 'uefi',
      iso: { path: medium.iso, bus: 'cdrom' },
      // Recorded for power-cut.vm.test.ts, which spares an install by it.
      disks: [{ ...disk, writeLog: await beginRecord() }],
      answers: { text: demoAnswers, by: 'volume' },
    });
    await endRecord(medium, { sizeBytes: DISK_BYTES, serial });
  });

  test('ends with success, and its bar never runs backwards', () => {
    const percents = installed.lines
      .flatMap((line) => /^particleos:\s+(\d+)%/.exec(line)?.[1] ?? [])
      .map(Number);
    expect(percents.length).toBeGreaterThan(20);
    expect(percents).toEqual(percents.toSorted((a, b) => a - b));
  });

  test('keeps the password hash out of what it says', () => {
    const hash = /passwordHash: "([^"]+)"/.exec(demoAnswers)?.[1] ?? 'absent';
    expect(installed.journal.join('\n')).not.toContain(hash.slice(3, 40));
  });

  test('boots under UEFI as what was asked for, and the password opens it', async () => {
    const report = await bootDisk({
      name: 'boot-uefi',
      firmware: 'uefi',
      disk,
      deadlineMs: REPORT_MS,
      during: async (machine) => {
        expect(await whoBySudo(machine, demoUser.name, demoUser.password, PROMPT_MS)).toBe('root');
      },
    });
    expect(demoChecks(report).filter(({ ok }) => !ok)).toEqual([]);
  });

  test('boots the same disk under BIOS', async () => {
    const report = await bootDisk({ name: 'boot-bios', firmware: 'bios', disk, deadlineMs: REPORT_MS });
    expect(demoChecks(report).filter(({ ok }) => !ok)).toEqual([]);
  });
});
