// SPDX-License-Identifier: Apache-2.0
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { bootDisk } from './boot-disk.ts';
import { demoAnswers } from './demo-answers.ts';
import { demoChecks } from './demo-checks.ts';
import { makeEmptyDisk } from './disk-images.ts';
import { installByIso, type InstallResult } from './install.ts';
import type { Disk } from './machine-options.ts';
import { outputDirectory, testMedium } from './medium.ts';
import type { ProbeReport } from './probe-report.ts';

const DISK_BYTES = 10 * 1024 ** 3;
const REPORT_MS = 900_000;

/** Numbers and partitions of our entries in the firmware. */
function ownEntries(report: ProbeReport): { number: string; partUuid: string }[] {
  return report.lines('efibootmgr').flatMap((line) => {
    const [, number, partUuid] = /^Boot([0-9A-F]{4})\* ParticleOS\tHD\(2,GPT,([^,]+),/.exec(line) ?? [];
    return number === undefined || partUuid === undefined ? [] : [{ number, partUuid }];
  });
}

/** A machine whose firmware remembers, with one disk: refused once, installed twice. */
describe('one machine, several installs', () => {
  let disk: Disk;
  let install: (name: string, answers: string) => Promise<InstallResult>;

  beforeAll(async () => {
    const { iso } = await testMedium();
    const variables = join(outputDirectory, 'reinstall.variables.fd');
    await rm(variables, { force: true });
    const path = await makeEmptyDisk(join(outputDirectory, 'reinstall.img'), DISK_BYTES);
    disk = { path, bus: 'virtio', serial: 'TEST-DISK' };
    const common = { firmware: 'uefi', iso: { path: iso, bus: 'cdrom' }, disks: [disk], variables } as const;
    install = (name, text) => installByIso({ ...common, name, answers: { text, by: 'fw_cfg' } });
  });

  const look = (name: string): Promise<ProbeReport> =>
    bootDisk({
      name,
      firmware: 'uefi',
      disk,
      variables: join(outputDirectory, 'reinstall.variables.fd'),
      deadlineMs: REPORT_MS,
    });

  test('a refusal is said in the words of the installer', async () => {
    const answers = demoAnswers.replace('{only: true}', '{serial: ANOTHER}');
    const words = await install('reinstall-refused', answers).then(
      () => 'installed',
      (error: unknown) => String(error),
    );
    expect(words).toMatch(/particleos: .*\[disk-not-found\]/);
    expect(words).toContain('particleos: refused: nothing was written');
  });

  test('the live system starts without errors of what it does not need', async () => {
    const { directory } = await install('reinstall-first', demoAnswers);
    const console = await readFile(join(directory, 'serial.log'), 'utf8');
    expect(console).toContain('particleos: succeeded');
    expect(console).not.toMatch(/systemd-ssh-generator|vsock CID|gpg-agent|dirmngr|keyboxd/i);
  });

  test('each install has one entry in the firmware, its own, and starts by it', async () => {
    const first = await look('reinstall-first-boot');
    const [own, ...others] = ownEntries(first);
    expect(others).toEqual([]);
    expect(first.text('efibootmgr')).toContain(`BootCurrent: ${own?.number ?? '?'}`);

    await install('reinstall-second', demoAnswers);
    const second = await look('reinstall-second-boot');
    expect(demoChecks(second).filter(({ ok }) => !ok)).toEqual([]);
    const [now, ...left] = ownEntries(second);
    expect(left).toEqual([]);
    expect(now?.partUuid).not.toBe(own?.partUuid);
    expect(second.text('efibootmgr')).toContain(`BootCurrent: ${now?.number ?? '?'}`);
  });
});
