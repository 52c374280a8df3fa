// SPDX-License-Identifier: Apache-2.0
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { bootDisk, type BootOptions } from './boot-disk.ts';
import { demoAnswersFor } from './demo-answers.ts';
import { makeEmptyDisk } from './disk-images.ts';
import { installByIso } from './install.ts';
import { makeDebianRoot } from './layouts/debian-disk.ts';
import { expectKept, noteKept, type KeptPartition } from './layouts/kept.ts';
import { makeDisk } from './layouts/made-disk.ts';
import { linuxType } from './layouts/windows-disk.ts';
import { countDeployments, LETTER, writeFiles } from './layouts/persons-files.ts';
import { LeftBehind } from './left-behind.ts';
import { LiveInstaller } from './live-installer.ts';
import { startLive } from './live.ts';
import type { Disk } from './machine-options.ts';
import { outputDirectory, testMedium } from './medium.ts';
import type { ProbeCommand } from './probe.ts';
import type { ProbeReport } from './probe-report.ts';
import { makeStick, readRecoveryKey, recoveryStick, STICK_LABEL } from './recovery-stick.ts';
import { unlockAtPrompt } from './unlock-prompt.ts';

const DISK_BYTES = 10 * 1024 ** 3;
const REPORT_MS = 900_000;
/** All that is written goes through AES in an emulated processor. */
const INSTALL_MS = 2_400_000;
/** Keys that are elsewhere on a US keyboard, a key that is nowhere there, and one that needs Shift. */
const PASSPHRASE = 'Zaubertruhe-Yacht:grün';
/** Partition of the root: behind an ESP and /boot, and what was there before or the boot partition of a BIOS. */
const ROOT = 4;
const WRONG = 'Nicht-die-richtige';

const encryption = `encryption:
  kind: luks2
  passphraseSecret: disk
  recoveryKey: {stick: ${STICK_LABEL}}
  tpm2: {pcrs: [7], pin: false}
`;

function answersFor(serial: string, rest: string): string {
  const answers = demoAnswersFor(`{serial: ${serial}}`, 'poweroff');
  // The keyboard is on the screen's console; the serial one is read along.
  return `${answers.replace('kernelArguments: [', 'kernelArguments: ["console=tty0", ')}${rest}`;
}

interface Case {
  readonly serial: string;
  readonly layout: string;
  readonly make: (path: string) => Promise<string>;
  /** What must stay of what was on the disk. */
  readonly kept: readonly KeptPartition[];
  /** How a new system comes to the encrypted one that is there by then. */
  readonly again: {
    readonly place: 'beside' | 'instead';
    readonly deployments: string;
  };
}

const cases: readonly Case[] = [
  {
    serial: 'ERASE',
    layout: 'layout: { kind: erase }',
    make: (path) => makeEmptyDisk(path, DISK_BYTES),
    kept: [],
    again: { place: 'instead', deployments: '1' },
  },
  {
    serial: 'FREE-SPACE',
    layout: 'layout: { kind: free-space }',
    // Whose loader stands elsewhere: a firmware without an entry of ours must find ours in the usual place.
    make: async (path) => {
      await makeDisk(path, DISK_BYTES, [`size=1GiB, type=${linuxType}, name="debian"`]);
      await makeDebianRoot(path, 1);
      return path;
    },
    kept: [{ number: 1, as: 'bytes' }],
    again: { place: 'beside', deployments: '2' },
  },
];

const enrolledSchema = z.object({ slots: z.array(z.string()), pcr: z.string(), sums: z.string() });

const HEADER = 'cryptsetup luksDump --dump-json-metadata /dev/disk/by-partlabel/particleos-root';
const looks: readonly ProbeCommand[] = [
  { name: 'header', script: HEADER },
  { name: 'mapper', script: 'cryptsetup status particleos-root' },
  { name: 'sysroot', script: 'findmnt --noheadings --output SOURCE /sysroot' },
  { name: 'cmdline', script: 'cat /proc/cmdline' },
  { name: 'one-time-key', script: 'test -e /etc/particleos/tpm2-enrol.key' },
  { name: 'enrolment', script: 'systemctl is-failed particleos-tpm2-enrol.service' },
  { name: 'pcr', script: 'cat /sys/class/tpm/tpm0/pcr-sha256/7' },
  ...writeFiles,
  countDeployments,
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

/** Each test goes on from the disk of the one before. */
describe.each(cases)('an encrypted root, $serial', ({ serial, layout, make, kept, again }) => {
  const name = `encryption-${serial.toLowerCase()}`;
  const at = (file: string): string => join(outputDirectory, `${name}${file}`);
  const [tpm, variables] = [at('-tpm'), at('-variables.fd')];
  const disk: Disk = { path: at('.img'), bus: 'virtio', serial };
  const stick = recoveryStick(at('-keys.img'));
  /** What the first start has enrolled. */
  const enrolled = new LeftBehind(name, enrolledSchema);

  /** Secure Boot is on, and another firmware for the test that turns it off: PCR 7 tells them apart. */
  const boot = (
    how: string,
    options: Pick<BootOptions, 'before'> & Partial<BootOptions>,
  ): Promise<ProbeReport> =>
    bootDisk({
      name: `${name}-${how}`,
      firmware: 'secureboot',
      variables,
      disk,
      tpm,
      commands: looks,
      deadlineMs: REPORT_MS,
      ...options,
    });
  /** The same chip and disk, but no Secure Boot: PCR 7 is another. */
  const plain = { firmware: 'uefi', variables: at('-uefi-variables.fd') } as const;

  const keep = `layout: { kind: keep-data, system: { number: ${String(ROOT)} }, place: ${again.place}, passphraseSecret: disk }\n`;

  afterAll(() => enrolled.drop([disk, stick]));

  test('is installed, and neither key nor passphrase is in what the installer says', async () => {
    const medium = await testMedium();
    for (const path of [tpm, variables, plain.variables]) await rm(path, { recursive: true, force: true });
    await make(disk.path);
    await makeStick(stick);
    const before = await noteKept(disk.path, kept);
    const installed = await installByIso({
      name: `${name}-install`,
      firmware: 'secureboot',
      variables,
      tpm,
      iso: { path: medium.iso, bus: 'cdrom' },
      disks: [disk, stick],
      answers: { text: answersFor(serial, `${layout}\n${encryption}`), by: 'fw_cfg' },
      secrets: { disk: PASSPHRASE },
      deadlineMs: INSTALL_MS,
    });
    const said = installed.journal.join('\n');
    expect(said).not.toContain(PASSPHRASE);
    expect(said).not.toContain(await readRecoveryKey(stick));
    if (kept.length > 0) await expectKept(disk.path, before);
  });

  test('opens by the passphrase, typed on the German layout; the TPM is enrolled', async () => {
    const report = await boot('passphrase', { before: (machine) => unlockAtPrompt(machine, PASSPHRASE) });
    expectUnlocked(report);
    // 0 is "there"; the one-time key and its slot are gone.
    expect(report.command('one-time-key').status).not.toBe(0);
    expect(Object.keys(headerOf(report).keyslots)).not.toContain('7');
    const slots = [...slotsOf(report, 'systemd-tpm2')];
    expect(slots).toHaveLength(1);
    expect(report.command('write').status).toBe(0);
    const sums = report.command('sums').output;
    expect(sums).toMatch(LETTER);
    await enrolled.leave({ slots, pcr: report.command('pcr').output, sums });
  });

  test('opens by the TPM at the second start: nobody types', async () => {
    const report = await boot('tpm', {});
    const { slots, pcr } = await enrolled.read();
    expectUnlocked(report);
    expect(slotsOf(report, 'systemd-tpm2')).toEqual(slots);
    expect(report.command('pcr').output).toBe(pcr);
  });

  test('opens by the recovery key, after a slip, when the registers have changed; the TPM is enrolled anew', async () => {
    const key = await readRecoveryKey(stick);
    const report = await boot('recovery', {
      ...plain,
      before: (machine) => unlockAtPrompt(machine, key, ['Zaubertruhe']),
    });
    const { slots, pcr } = await enrolled.read();
    expectUnlocked(report);
    expect(report.command('pcr').output).not.toBe(pcr);
    expect(slotsOf(report, 'systemd-tpm2')).toHaveLength(1);
    expect(slotsOf(report, 'systemd-tpm2')).not.toEqual(slots);
  });

  test('opens by the TPM again at the start after that', async () => {
    const report = await boot('tpm-again', plain);
    expectUnlocked(report);
    expect(slotsOf(report, 'systemd-tpm2')).toHaveLength(1);
  });

  test(`is kept, with its files, by a new system ${again.place} of the one that is there`, async () => {
    const before = await boot('before-kept', plain);
    const { iso } = await testMedium();
    const installed = await installByIso({
      name: `${name}-keep`,
      ...plain,
      tpm,
      iso: { path: iso, bus: 'cdrom' },
      disks: [disk],
      answers: { text: answersFor(serial, keep), by: 'fw_cfg' },
      secrets: { disk: PASSPHRASE },
      deadlineMs: INSTALL_MS,
    });
    expect(installed.journal.join('\n')).not.toContain(PASSPHRASE);
    const report = await boot('kept', plain);
    expectUnlocked(report);
    expect(headerOf(report)).toEqual(headerOf(before));
    expect(report.command('sums').output).toBe((await enrolled.read()).sums);
    expect(report.command('deployments').output.trim()).toBe(again.deployments);
  });

  test('a new system does not come to it by a wrong passphrase, and nothing is written', async () => {
    const { iso } = await testMedium();
    await using live = new LiveInstaller(
      await startLive({
        name: `${name}-wrong`,
        ...plain,
        iso: { path: iso, bus: 'cdrom' },
        disks: [disk],
        credentials: { answers: `${demoAnswersFor(`{serial: ${serial}}`, 'stay')}${keep}` },
      }),
    );
    // Sectors that the kernel wrote to it or discarded since it is there (Documentation/block/stat.rst): reading all of it takes minutes.
    const written = (): Promise<string> =>
      live.sh(
        `awk '{ print $7 + $14 }' "/sys/class/block/$(basename "$(readlink -f /dev/disk/by-id/virtio-${serial})")/stat"`,
      );
    expect(await written()).toBe('0');
    await live.sh(`printf %s '${WRONG}' > /run/wrong`);
    const { status, words, result } = await live.apply(
      '/run/credentials/@system/answers',
      '--secret disk=/run/wrong',
    );
    expect(status).not.toBe(0);
    expect(JSON.stringify(result)).toContain('keep-data-wrong-key');
    expect(words).not.toContain(WRONG);
    expect(await live.sh('ls /dev/mapper')).toBe('control');
    expect(await written()).toBe('0');
  });
});
