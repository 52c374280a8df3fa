// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RealRunner } from '../../backend/runner/real-runner.ts';
import { runsProof } from './accelerator.ts';
import { makeEmptyDisk } from './disk-images.ts';
import type { MachineOptions } from './machine-options.ts';
import { startMachine } from './start-machine.ts';
import { VmError } from './vm-error.ts';

/** QEMU without a guest: every wait must end early, with evidence. Needs no image and takes seconds. */
/** Milliseconds; the time to wait for another machine to end is part of a test's. */
const PATIENCE_MS = 1_200_000;
let directory = '';
let emptyDisk = '';

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'harness-'));
  emptyDisk = await makeEmptyDisk(join(directory, 'empty.img'), 64 * 1024 * 1024);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

function machine(name: string, change: Partial<MachineOptions> = {}): MachineOptions {
  const disk = { path: emptyDisk, bus: 'virtio', serial: 'EMPTY' } as const;
  return { name: `harness-${name}`, firmware: 'bios', memoryMiB: 256, disks: [disk], ...change };
}

async function errorOf(run: Promise<unknown>): Promise<VmError> {
  const error = await run.catch((error: unknown) => error);
  expect(error).toBeInstanceOf(VmError);
  return error as VmError;
}

describe('an empty disk is an error at once', { timeout: PATIENCE_MS }, () => {
  test.each([
    ['bios', 'no-boot-device'],
    ['uefi', 'uefi-shell'],
    ['secureboot', 'no-boot-device'],
  ] as const)('%s', async (firmware, problem) => {
    await using vm = await startMachine(machine(`empty-${firmware}`, { firmware }));
    const error = await errorOf(vm.serial.expect(/login:/, 100_000));
    expect(error.problem).toMatch(new RegExp(`^${problem}: .*while waiting for`));
    expect((await stat(error.evidence.screenshot ?? '')).size).toBeGreaterThan(100);
  });
});

test('the proof guest runs under TCG', { timeout: PATIENCE_MS }, async () => {
  expect(await runsProof(new RealRunner(), 'tcg')).toBe(true);
});

test('a deadline is an error that names what was waited for', { timeout: PATIENCE_MS }, async () => {
  await using vm = await startMachine(machine('deadline', { ignoreFatal: ['no-boot-device'] }));
  const error = await errorOf(vm.report.waitForToken('never', 3000));
  expect(error.problem).toBe('waited 3 s for the report from inside the guest');
});

test('a QEMU that is gone is an error', { timeout: PATIENCE_MS }, async () => {
  await using vm = await startMachine(machine('gone', { ignoreFatal: ['no-boot-device'] }));
  const waiting = errorOf(vm.serial.expect(/login:/, 100_000));
  await vm.qmp.quit();
  expect((await waiting).problem).toContain('the machine ended (crash) before');
});

test('a QEMU that refuses its arguments is an error with its words', { timeout: PATIENCE_MS }, async () => {
  const disks = [{ path: '/nowhere', bus: 'virtio' }] as const;
  await expect(startMachine(machine('refused', { disks }))).rejects.toThrow(/did not start.*\/nowhere/s);
});

test(
  'a CD, a stick with answers, a network and a screen are accepted by QEMU',
  { timeout: PATIENCE_MS },
  async () => {
    // On the disk image that must not change; SATA and NVMe disks cannot be read-only.
    const disks = (['virtio', 'usb'] as const).map((bus) => ({
      path: emptyDisk,
      bus,
      readonly: true,
      serial: `S,${bus}`,
    }));
    await using vm = await startMachine(
      machine('buses', {
        disks,
        iso: { path: emptyDisk, bus: 'cdrom' },
        answers: { text: 'version: 1\n', by: 'volume' },
        network: { toHost: [{ guestPort: 5000, hostPort: 5000 }], toGuest: [] },
        credentials: { short: 'a', 'systemd.extra-unit.with-a-long-name.service': 'b' },
        desktop: true,
        ignoreFatal: ['no-boot-device'],
      }),
    );
    const block = JSON.stringify(await vm.qmp.execute('query-block'));
    for (const name of ['disk0', 'disk1', 'iso', 'answers']) expect(block).toContain(`"${name}"`);
    await vm.qmp.typeText('Ab-1!\n');
  },
);
