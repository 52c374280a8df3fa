// SPDX-License-Identifier: Apache-2.0
import { CommandError, type Runner } from '../runner/command.ts';

/** Longer than udevadm(8) waits itself, which a busy machine may start late. */
const MARGIN_MS = 10_000;

/**
 * Waits until udev knows the devices as they are now: what lsblk(8) says of partitions is what udev has read. After that
 * many seconds it goes on without, and what is not known then is not in the facts. A machine without udev (a container,
 * where answers are made for another machine) has none to wait for: lsblk reads the devices itself there.
 */
export async function settleDevices(runner: Runner, seconds: number): Promise<void> {
  try {
    await runner.run({
      argv: ['udevadm', 'settle', `--timeout=${seconds}`],
      timeoutMs: seconds * 1000 + MARGIN_MS,
      okExitCodes: [0, 1],
    });
  } catch (error) {
    if (!(error instanceof CommandError) || error.reason !== 'not-found') throw error;
  }
}
