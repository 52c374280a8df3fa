// SPDX-License-Identifier: Apache-2.0
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { bootDisk, type BootOptions } from './boot-disk.ts';
import { demoAnswersFor } from './demo-answers.ts';
import { makeEmptyDisk } from './disk-images.ts';
import { installByIso, type InstallResult } from './install.ts';
import type { Disk } from './machine-options.ts';
import { outputDirectory, testMedium } from './medium.ts';
import type { ProbeCommand } from './probe.ts';
import type { ProbeReport } from './probe-report.ts';
import { makeStick, readRecoveryKey, STICK_LABEL } from './recovery-stick.ts';
import { unlockAtPrompt } from './unlock-prompt.ts';

const DISK_BYTES = 10 * 1024 ** 3;
const REPORT_MS = 900_000;
/** All that is written goes through AES in an emulated processor. */
const INSTALL_MS = 2_400_000;
/** Keys that are elsewhere on a US keyboard, a key that is nowhere there, and one that needs Shift. */
const PASSPHRASE = 'Zaubertruhe-Yacht:grün';

const answers = demoAnswersFor('{serial: TEST-DISK}', 'poweroff')
  // The keyboard is on the screen's console; the serial one is read along.
  .replace('kernelArguments: [', 'kernelArguments: ["console=tty0", ')
  .concat(
    `encryption:
  kind: luks2
  passphraseSecret: disk
  recoveryKey: {stick: ${STICK_LABEL}}
  tpm2: {pcrs: [7], pin: false}
`,
  );

const HEADER = 'cryptsetup luksDump --dump-json-metadata /dev/disk/by-partlabel/particleos-root';
const looks: readonly ProbeCommand[] = [
  { name: 'header', script: HEADER },
  { name: 'mapper', script: 'cryptsetup status particleos-root' },
  { name: 'sysroot', script: 'findmnt --noheadings --output SOURCE /sysroot' },
  { name: 'cmdline', script: 'cat /proc/cmdline' },
  { name: 'one-time-key', script: 'test -e /etc/particleos/tpm2-enrol.key' },
  { name: 'enrolment', script: 'systemctl is-failed particleos-tpm2-enrol.service' },
  { name: 'pcr', script: 'cat /sys/class/tpm/tpm0/pcr-sha256/7' },
];

interface Header {
  readonly keyslots: Readonly<Record<string, unknown>>;
  readonly tokens: Readonly<Record<string, { readonly type: string; readonly keyslots: readonly string[] }>>;
}

function headerOf(report: ProbeReport): Header {
  return JSON.parse(report.command('header').output) as Header;
}

function slotsOf(report: ProbeReport, type: string): readonly string[] {
  return Object.values(headerOf(report).tokens)
    .filter((token) => token.type === type)
    .flatMap(({ keyslots }) => keyslots);
}

/** What every start must show, however it was opened. */
function expectUnlocked(report: ProbeReport): void {
  expect(report.command('mapper').output).toMatch(/type:\s+LUKS2/);
  expect(report.command('sysroot').output).toContain('/dev/mapper/particleos-root');
  expect(report.command('cmdline').output).toMatch(/rd\.luks\.name=[0-9a-f-]{36}=particleos-root/);
  expect(report.command('cmdline').output).toContain('rd.vconsole.keymap=de-latin1');
  expect(slotsOf(report, 'systemd-recovery')).toEqual(['1']);
  expect(report.failedUnits).toEqual([]);
}

describe('an encrypted root', () => {
  const tpm = join(outputDirectory, 'encryption-tpm');
  const variables = join(outputDirectory, 'encryption-variables.fd');
  let disk: Disk;
  let stick: Disk;
  let installed: InstallResult;
  let enrolled: ProbeReport;

  /** Secure Boot is on, and another firmware for the test that turns it off: PCR 7 tells them apart. */
  const boot = (options: Pick<BootOptions, 'name' | 'before'> & Partial<BootOptions>): Promise<ProbeReport> =>
    bootDisk({
      firmware: 'secureboot',
      variables,
      disk,
      tpm,
      commands: looks,
      deadlineMs: REPORT_MS,
      ...options,
    });

  beforeAll(async () => {
    const medium = await testMedium();
    await rm(tpm, { recursive: true, force: true });
    await rm(variables, { force: true });
    disk = {
      path: await makeEmptyDisk(join(outputDirectory, 'encrypted.img'), DISK_BYTES),
      bus: 'virtio',
      serial: 'TEST-DISK',
    };
    stick = await makeStick(join(outputDirectory, 'keys.img'));
    installed = await installByIso({
      name: 'encryption-install',
      firmware: 'secureboot',
      variables,
      tpm,
      iso: { path: medium.iso, bus: 'cdrom' },
      disks: [disk, stick],
      answers: { text: answers, by: 'fw_cfg' },
      secrets: { disk: PASSPHRASE },
      deadlineMs: INSTALL_MS,
    });
  });

  test('is installed, and neither key nor passphrase is in what the installer says', async () => {
    const said = installed.journal.join('\n');
    expect(said).not.toContain(PASSPHRASE);
    expect(said).not.toContain(await readRecoveryKey(stick));
  });

  test('opens by the passphrase, typed on the German layout; the TPM is enrolled', async () => {
    enrolled = await boot({
      name: 'encryption-passphrase',
      before: (machine) => unlockAtPrompt(machine, PASSPHRASE),
    });
    expectUnlocked(enrolled);
    // 0 is "there"; the one-time key and its slot are gone.
    expect(enrolled.command('one-time-key').status).not.toBe(0);
    expect(Object.keys(headerOf(enrolled).keyslots)).not.toContain('7');
    expect(slotsOf(enrolled, 'systemd-tpm2')).toHaveLength(1);
  });

  test('opens by the TPM at the second start: nobody types', async () => {
    const report = await boot({ name: 'encryption-tpm' });
    expectUnlocked(report);
    expect(slotsOf(report, 'systemd-tpm2')).toEqual(slotsOf(enrolled, 'systemd-tpm2'));
    expect(report.command('pcr').output).toBe(enrolled.command('pcr').output);
  });

  test('opens by the recovery key, after a slip, when the registers have changed; the TPM is enrolled anew', async () => {
    const key = await readRecoveryKey(stick);
    const report = await boot({
      name: 'encryption-recovery',
      // The same chip and disk, but no Secure Boot: PCR 7 is another.
      firmware: 'uefi',
      variables: join(outputDirectory, 'encryption-uefi-variables.fd'),
      before: (machine) => unlockAtPrompt(machine, key, ['Zaubertruhe']),
    });
    expectUnlocked(report);
    expect(report.command('pcr').output).not.toBe(enrolled.command('pcr').output);
    expect(slotsOf(report, 'systemd-tpm2')).toHaveLength(1);
    expect(slotsOf(report, 'systemd-tpm2')).not.toEqual(slotsOf(enrolled, 'systemd-tpm2'));
  });

  test('opens by the TPM again at the start after that', async () => {
    const report = await boot({
      name: 'encryption-tpm-again',
      firmware: 'uefi',
      variables: join(outputDirectory, 'encryption-uefi-variables.fd'),
    });
    expectUnlocked(report);
    expect(slotsOf(report, 'systemd-tpm2')).toHaveLength(1);
  });
});
