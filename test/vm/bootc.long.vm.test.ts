// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { bootDisk } from './boot-disk.ts';
import { bootcMedium, hasBootc, noBootc } from './bootc-medium.ts';
import { demoAnswers, demoUser } from './demo-answers.ts';
import { systemChecks } from './demo-checks.ts';
import { makeEmptyDisk } from './disk-images.ts';
import { installByIso } from './install.ts';
import { whoBySudo } from './login.ts';
import type { Firmware } from './machine-options.ts';
import { outputDirectory, type Medium } from './medium.ts';
import type { ProbeReport } from './probe-report.ts';

const DISK_BYTES = 12 * 1024 ** 3;
const REPORT_MS = 900_000;
const PROMPT_MS = 120_000;

/** What of `bootc status --json` is looked at (host-v1 of bootc). */
const bootcStatus = z.object({
  spec: z.object({ image: z.object({ image: z.string(), transport: z.string() }) }),
  status: z.object({
    booted: z.object({
      image: z.object({ imageDigest: z.string() }),
      composefs: z.object({ bootType: z.string() }),
    }),
    staged: z.null(),
    rollback: z.null(),
  }),
});

interface Case {
  readonly carrier: 'image' | 'host';
  readonly verb: 'to-disk' | 'to-filesystem';
  readonly rootFileSystem: 'ext4' | 'btrfs';
  readonly firmware: Firmware;
}

const cases: readonly Case[] = [
  { carrier: 'image', verb: 'to-disk', rootFileSystem: 'ext4', firmware: 'uefi' },
  { carrier: 'host', verb: 'to-filesystem', rootFileSystem: 'btrfs', firmware: 'secureboot' },
  { carrier: 'host', verb: 'to-disk', rootFileSystem: 'ext4', firmware: 'uefi' },
  { carrier: 'image', verb: 'to-filesystem', rootFileSystem: 'ext4', firmware: 'uefi' },
];

/** The same answer file as everywhere, installed by a real bootc in each way it can be called. */
describe.skipIf(!hasBootc()).each(cases)(
  `bootc of the $carrier, $verb, $rootFileSystem, $firmware (${noBootc})`,
  ({ carrier, verb, rootFileSystem, firmware }) => {
    let medium: Medium;
    let report: ProbeReport;
    let lines: readonly string[];
    let who: string;
    const name = `bootc-${carrier}-${verb}-${rootFileSystem}`;

    beforeAll(async () => {
      medium = await bootcMedium();
      const path = await makeEmptyDisk(join(outputDirectory, `${name}.img`), DISK_BYTES);
      const disk = { path, bus: 'virtio', serial: 'BOOTC-DISK' } as const;
      const way = `rootFileSystem: ${rootFileSystem}\ninstall: { engine: bootc, carrier: ${carrier}, verb: ${verb} }\n`;
      const installed = await installByIso({
        name: `${name}-install`,
        firmware,
        disks: [disk],
        memoryMiB: 2048,
        iso: { path: medium.iso, bus: 'cdrom' },
        answers: { text: demoAnswers + way, by: 'fw_cfg' },
      });
      ({ lines } = installed);
      report = await bootDisk({
        name: `${name}-boot`,
        firmware,
        disk,
        deadlineMs: REPORT_MS,
        commands: [{ name: 'bootc-status', script: 'bootc status --json' }],
        during: async (machine) => {
          who = await whoBySudo(machine, demoUser.name, demoUser.password, PROMPT_MS);
        },
      });
    });

    test('its bar never runs backwards', () => {
      const percents = lines.flatMap((line) => /^particleos:\s+(\d+)%/.exec(line)?.[1] ?? []).map(Number);
      expect(percents.length).toBeGreaterThan(10);
      expect(percents).toEqual(percents.toSorted((a, b) => a - b));
    });

    test('is what was asked for', () => {
      expect(systemChecks(report).filter(({ ok }) => !ok)).toEqual([]);
      expect(who).toBe('root');
    });

    test('runs from composefs and follows the reference that was asked for', () => {
      const status = bootcStatus.parse(JSON.parse(report.command('bootc-status').output));
      expect(status.spec.image).toEqual({
        image: 'registry.example.org/particleos/corona:stable',
        transport: 'registry',
      });
      expect(status.status.booted.image.imageDigest).toMatch(/^sha256:/);
    });

    test('Secure Boot is enforced where it should be', () => {
      expect(report.secureBoot).toBe(firmware === 'secureboot');
    });
  },
);
