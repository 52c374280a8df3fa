// SPDX-License-Identifier: Apache-2.0
import type { Runner } from '../../runner/command.ts';
import { odBytes } from './od-bytes.ts';

const TIMEOUT_MS = 60_000;

/** Reads a part of a device with a process of its own. Throws CommandError, or Error when od is another od. */
export async function readDeviceBytes(
  runner: Runner,
  path: string,
  { start, bytes }: { readonly start: number; readonly bytes: number },
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const range = [`--skip-bytes=${start}`, `--read-bytes=${bytes}`];
  const argv = ['od', '--address-radix=n', '--output-duplicates', '--format=x1', ...range, path] as const;
  const { stdout } = await runner.run({ argv, timeoutMs: TIMEOUT_MS }, signal);
  const found = odBytes(stdout);
  if (found?.length !== bytes) throw new Error(`od printed ${found?.length ?? 'no'} bytes of ${bytes}`);
  return found;
}
