// SPDX-License-Identifier: Apache-2.0
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { LOGIN_PROMPT, openSession } from './console-session.ts';
import { demoAnswersFor, demoUser } from './demo-answers.ts';
import { makeEmptyDisk } from './disk-images.ts';
import { installByIso } from './install.ts';
import { dropDisks } from './left-behind.ts';
import { logIn } from './login.ts';
import type { Disk } from './machine-options.ts';
import type { Machine } from './machine.ts';
import { outputDirectory, testMedium } from './medium.ts';
import { makeStick, recoveryStick, STICK_LABEL } from './recovery-stick.ts';
import { startMachine } from './start-machine.ts';
import { unlockAtPrompt } from './unlock-prompt.ts';

/** The image, and a swap partition as large as the memory. */
const DISK_BYTES = 12 * 1024 ** 3;
const MEMORY_MIB = 2048;
const INSTALL_MS = 2_400_000;
const START_MS = 900_000;
const SLEEP_MS = 600_000;
const PASSPHRASE = 'Zaubertruhe-Yacht';
/** In memory only: a start that is not a continuation has none of it. */
const MARK = '/run/user-was-here';
/** What the shell says that was there before; Ctrl+C ends it. */
const AWAKE = 'awake-again';
const INTERRUPT = '\u0003';

const answers = `${demoAnswersFor('{serial: HIBERNATION}', 'poweroff').replace('kernelArguments: [', 'kernelArguments: ["console=tty0", ')}layout: { kind: erase }
swap: { kind: partition, hibernate: true }
encryption: { kind: luks2, passphraseSecret: disk, recoveryKey: {stick: ${STICK_LABEL}} }
`;

/** Each test goes on from the disk of the one before. */
describe('a machine that hibernates into encrypted swap', () => {
  const disk: Disk = { path: join(outputDirectory, 'hibernation.img'), bus: 'virtio', serial: 'HIBERNATION' };
  const stick = recoveryStick(join(outputDirectory, 'hibernation-keys.img'));
  const variables = join(outputDirectory, 'hibernation-variables.fd');
  const base = { firmware: 'uefi', variables, memoryMiB: MEMORY_MIB } as const;

  /** Its prompt for the passphrase comes once: root and swap are opened by the same words. */
  const switchOn = async (name: string): Promise<Machine> => {
    const machine = await startMachine({ ...base, name: `hibernation-${name}`, disks: [disk] });
    await unlockAtPrompt(machine, PASSPHRASE);
    return machine;
  };
  const promptsOf = ({ serial }: Machine): number => [...serial.text.matchAll(/Please enter \w+/g)].length;
  const asRoot = (line: string): string => `echo ${demoUser.password} | sudo -S -p '' sh -c '${line}'`;

  afterAll(() => dropDisks([disk, stick]));

  test('is installed', async () => {
    const { iso } = await testMedium();
    await rm(variables, { force: true });
    await makeEmptyDisk(disk.path, DISK_BYTES);
    await makeStick(stick);
    const installed = await installByIso({
      ...base,
      name: 'hibernation-install',
      iso: { path: iso, bus: 'cdrom' },
      disks: [disk, stick],
      answers: { text: answers, by: 'fw_cfg' },
      secrets: { disk: PASSPHRASE },
      deadlineMs: INSTALL_MS,
    });
    expect(installed.journal.join('\n')).not.toContain(PASSPHRASE);
  });

  test('goes on where it was, and asks for the passphrase once', async () => {
    let boot = '';
    {
      await using machine = await switchOn('sleeps');
      const shell = await logIn(machine, demoUser.name, demoUser.password, START_MS);
      const { output: swaps } = await shell.run('/usr/sbin/swapon --show=NAME --noheadings --raw');
      expect(swaps).toMatch(/^\/dev\/dm-\d+$/);
      boot = (await shell.run('cat /proc/sys/kernel/random/boot_id')).output;
      expect(promptsOf(machine)).toBe(1);
      expect((await shell.run(asRoot(`echo before > ${MARK}`))).status).toBe(0);
      const ended = machine.waitForEnd(SLEEP_MS);
      // It goes on in the other machine.
      shell
        .run(`${asRoot('systemctl hibernate')}; while sleep 5; do echo ${AWAKE}; done`)
        .catch(() => undefined);
      expect(await ended).toBe('poweroff');
    }
    await using machine = await switchOn('wakes');
    const [said] = await machine.serial.expect(
      new RegExp(`^${AWAKE}$|${LOGIN_PROMPT.source}`, 'm'),
      START_MS,
    );
    expect(said).toBe(AWAKE);
    machine.serial.send(INTERRUPT);
    const shell = await openSession(machine);
    expect((await shell.run('cat /proc/sys/kernel/random/boot_id')).output).toBe(boot);
    expect((await shell.run(`cat ${MARK}`)).output).toBe('before');
    expect(promptsOf(machine)).toBe(1);
  });
});
