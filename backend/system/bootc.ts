// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import type { Runner } from '../runner/command.ts';

const bootcHost = z.object({ status: z.object({ type: z.string().nullable() }) });

/** Whether bootc manages this system: then it does the work, and our own code keeps off (bootc status --json, host-v1). */
export async function isBootcHost(runner: Runner): Promise<boolean> {
  try {
    const { stdout } = await runner.run({ argv: ['bootc', 'status', '--json'], timeoutMs: 60_000 });
    const parsed = bootcHost.safeParse(JSON.parse(stdout));
    return parsed.success && parsed.data.status.type === 'bootcHost';
  } catch {
    return false; // no bootc here
  }
}

/** Calls bootc with its output passed on. */
export async function callBootc(
  runner: Runner,
  words: readonly string[],
  print: (line: string) => void,
): Promise<void> {
  await runner.run({ argv: ['bootc', ...words], timeoutMs: 6 * 3_600_000, onLine: print });
}
