// SPDX-License-Identifier: Apache-2.0
import { rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { Machine } from './machine.ts';
import { RunDirectory } from './run-directory.ts';
import { makeSocketPair } from './socket-pair.ts';
import { VmError } from './vm-error.ts';

/** As QEMU 10 says it when the host has no room; the disk was added by -blockdev. */
const EVENT = {
  timestamp: { seconds: 1, microseconds: 0 },
  event: 'BLOCK_IO_ERROR',
  data: {
    device: '',
    'node-name': 'disk0',
    operation: 'write',
    action: 'stop',
    nospace: true,
    reason: 'No space left on device',
  },
};

/** A machine without QEMU, whose protocol the test speaks itself: a real one would have to fill this host's disk. */
async function machineThatSays(event: object, disksMayFail: boolean): Promise<unknown> {
  await using serial = await makeSocketPair();
  await using firmware = await makeSocketPair();
  await using report = await makeSocketPair();
  await using qmp = await makeSocketPair();
  const directory = await RunDirectory.make(`unit-host-disk-${String(disksMayFail)}`);
  const ended = Promise.withResolvers<number>();
  await using machine = new Machine({
    directory,
    accelerator: 'tcg',
    sockets: { serial: serial.near, firmware: firmware.near, report: report.near, qmp: qmp.near },
    qemu: {
      argv: [],
      exited: ended.promise,
      errors: () => '',
      kill: () => {
        for (const { far } of [serial, firmware, report, qmp]) far.destroy();
        ended.resolve(0);
      },
    },
    ignoreFatal: [],
    disksMayFail,
    release: () => rm(directory.path, { recursive: true }),
  });
  qmp.far.write(`${JSON.stringify(event)}\r\n`);
  return await machine.waitForEnd(disksMayFail ? 200 : 20_000).catch((error: unknown) => error);
}

test('what the host cannot write ends the run, and the guest is not blamed', async () => {
  const error = await machineThatSays(EVENT, false);
  expect(error).toBeInstanceOf(VmError);
  expect((error as VmError).problem).toBe(
    'this host cannot write disk0: No space left on device (while waiting for the end of the machine)',
  );
});

test('where a disk is made to fail, the guest has to deal with it', async () => {
  const error = await machineThatSays(EVENT, true);
  expect(error).toBeInstanceOf(VmError);
  expect((error as VmError).problem).toContain('waited');
});
