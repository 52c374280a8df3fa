// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { CommandError, type CommandFailure, type Runner } from '../runner/command.ts';
import { settleDevices } from './settle-devices.ts';

/** A machine whose udevadm fails in one way. */
const failing = (reason: CommandFailure): Runner => ({
  run: ({ argv }) =>
    Promise.reject(new CommandError(reason, { argv, exitCode: 127, stdout: '', stderr: '', durationMs: 0 })),
});

test('a machine without udev has nothing to wait for', async () => {
  await expect(settleDevices(failing('not-found'), 1)).resolves.toBeUndefined();
});

test.each(['exit', 'timeout', 'cancelled'] as const)('another failure (%s) is one', async (reason) => {
  await expect(settleDevices(failing(reason), 1)).rejects.toThrow(reason);
});
