// SPDX-License-Identifier: Apache-2.0
import type { Runner } from '../runner/command.ts';

/** Longer than udevadm(8) waits itself, which a busy machine may start late. */
const MARGIN_MS = 10_000;

/**
 * Waits until udev knows the devices as they are now: what lsblk(8) says of partitions is what udev has read. After that
 * many seconds it goes on without, and what is not known then is not in the facts.
 */
export async function settleDevices(runner: Runner, seconds: number): Promise<void> {
  await runner.run({
    argv: ['udevadm', 'settle', `--timeout=${seconds}`],
    timeoutMs: seconds * 1000 + MARGIN_MS,
    okExitCodes: [0, 1],
  });
}
