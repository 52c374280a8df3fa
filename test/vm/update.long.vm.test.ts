// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { bootDisk } from './boot-disk.ts';
import { makeDataDisk } from './data-disk.ts';
import { demoAnswers } from './demo-answers.ts';
import { makeEmptyDisk } from './disk-images.ts';
import { installByIso } from './install.ts';
import type { Disk, Firmware } from './machine-options.ts';
import { outputDirectory, testMedium } from './medium.ts';
import type { ProbeCommand } from './probe.ts';
import type { ProbeReport } from './probe-report.ts';
import { runningImage } from './running-image.ts';
import { secondImage } from './second-image.ts';

const DISK_BYTES = 10 * 1024 ** 3;
const REPORT_MS = 1_800_000;
const UPDATE_SECONDS = 1200;
const FIRMWARES: readonly Firmware[] = ['bios', 'uefi'];
const UPDATE_LABEL = 'UPDATE';

/** What is looked at on either system. */
const looks: readonly ProbeCommand[] = [
  { name: 'kernel', script: 'uname -r' },
  { name: 'tcpdump-user', script: 'id -un tcpdump' },
  { name: 'plocate-group', script: 'stat -c %G /usr/bin/plocate' },
  { name: 'nano', script: 'command -v nano' },
  { name: 'default', script: 'cat /etc/issue.net' },
  { name: 'edit-before', script: 'cat /etc/motd' },
  { name: 'edit-between', script: 'cat /etc/profile.d/between.sh' },
  { name: 'var', script: 'cat /var/lib/kept' },
  { name: 'menu', script: 'grep -c "^menuentry " /boot/grub/grub.cfg' },
  { name: 'loader', script: 'readlink /boot/loader' },
  { name: 'status', script: 'particleos-system status --json', deadlineSeconds: 240 },
];

/** The part of the loader that no start needs is spoilt and renewed; the starts that follow show the rest. */
const loaderCommands: readonly ProbeCommand[] = [
  { name: 'status-before', script: 'particleos-system status', deadlineSeconds: 240 },
  { name: 'spoil', script: 'printf x >> /boot/efi/EFI/debian/mmx64.efi' },
  { name: 'status-spoilt', script: 'particleos-system status', deadlineSeconds: 240 },
  { name: 'renew', script: 'particleos-system renew-loader', deadlineSeconds: 240 },
  { name: 'renewed', script: 'cmp /boot/efi/EFI/debian/mmx64.efi /usr/lib/shim/mmx64.efi.signed' },
  { name: 'renew-again', script: 'particleos-system renew-loader', deadlineSeconds: 240 },
];

describe('an update and the way back', () => {
  let disk: Disk;
  let update: Disk;
  let first: ProbeReport;

  const boot = (name: string, firmware: Firmware, commands: readonly ProbeCommand[]): Promise<ProbeReport> =>
    bootDisk({ name, firmware, disk: [disk, update], commands, deadlineMs: REPORT_MS });

  beforeAll(async () => {
    const medium = await testMedium();
    // As a stick with an offline update would be.
    update = await makeDataDisk(UPDATE_LABEL, await secondImage(), 3 * 1024 ** 3);
    disk = {
      path: await makeEmptyDisk(join(outputDirectory, 'updated.img'), DISK_BYTES),
      bus: 'virtio',
      serial: 'TEST-DISK',
    };
    await installByIso({
      name: 'update-install',
      firmware: 'uefi',
      iso: { path: medium.iso, bus: 'cdrom' },
      disks: [disk],
      answers: { text: demoAnswers, by: 'fw_cfg' },
    });
  });

  test('is staged, and /etc is edited before the restart', async () => {
    first = await boot('update-stage', 'uefi', [
      ...looks,
      {
        name: 'mount',
        script: `mkdir -p /run/update && mount -o ro /dev/disk/by-label/${UPDATE_LABEL} /run/update`,
      },
      { name: 'edit', script: 'echo edited >> /etc/motd; echo kept > /var/lib/kept' },
      { name: 'switch', script: 'particleos-system switch oci:/run/update', deadlineSeconds: UPDATE_SECONDS },
      { name: 'between', script: 'echo "# edited between" > /etc/profile.d/between.sh' },
      { name: 'staged', script: 'ostree admin status' },
      ...loaderCommands,
    ]);
    expect(first.command('switch')).toMatchObject({ status: 0 });
    expect(first.command('staged').output).toContain('(staged)');
  });

  test('says that the loader differs, and renews it', () => {
    expect(first.command('status-before').output).not.toContain('renew-loader');
    expect(first.command('status-spoilt').output).toContain('renew-loader');
    expect(first.command('renew')).toMatchObject({ status: 0, errors: 'Renewed: EFI/debian/mmx64.efi\n' });
    expect(first.command('renewed')).toMatchObject({ status: 0 });
    expect(first.command('renew-again')).toMatchObject({ status: 0, errors: 'The loader is up to date.\n' });
  });

  test.each(FIRMWARES)('starts the second image by the default entry under %s', async (firmware) => {
    const report = await boot(`updated-${firmware}`, firmware, looks);
    expect(report.command('kernel').output).toContain('cloud');
    expect(report.failedUnits).toEqual([]);
    expect(report.text('system-state')).toBe('running');
    expect(report.command('tcpdump-user').output.trim()).toBe('tcpdump');
    expect(report.command('plocate-group').output.trim()).toBe('plocate');
    expect(report.command('nano').status).not.toBe(0);
    expect(report.command('default').output).toContain('second image');
    expect(report.command('edit-before').output).toContain('edited');
    expect(report.command('edit-between').output).toContain('edited between');
    expect(report.command('var').output).toBe('kept\n');
    expect(report.command('menu').output.trim()).toBe('2');
    expect(report.lines('unowned')).toEqual([]);
    expect(runningImage(report).digest).not.toBe(runningImage(first).digest);
  });

  test('is taken back', async () => {
    const back = { name: 'rollback', script: 'particleos-system rollback', deadlineSeconds: UPDATE_SECONDS };
    const report = await boot('rollback', 'bios', [back]);
    expect(report.command('rollback')).toMatchObject({ status: 0 });
  });

  test.each(FIRMWARES)('starts the first image again by the default entry under %s', async (firmware) => {
    const report = await boot(`rolled-back-${firmware}`, firmware, looks);
    expect(report.command('kernel').output).not.toContain('cloud');
    expect(report.failedUnits).toEqual([]);
    expect(report.command('nano').status).toBe(0);
    expect(report.command('default').output).not.toContain('second image');
    expect(report.command('edit-before').output).toContain('edited');
    expect(report.command('var').output).toBe('kept\n');
    expect(report.command('menu').output.trim()).toBe('2');
    expect(report.lines('unowned')).toEqual([]);
    expect(runningImage(report).digest).toBe(runningImage(first).digest);
  });
});
