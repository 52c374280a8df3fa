// SPDX-License-Identifier: Apache-2.0
import { stat } from 'node:fs/promises';
import type { Runner } from '../../backend/runner/command.ts';

const HOUR_MS = 3_600_000;

/**
 * Packs a directory as a squashfs for the ISO and tells its size in bytes. level: of zstd. more: further options of
 * mksquashfs(1), which come last.
 */
export async function packSquashfs(
  runner: Runner,
  directory: string,
  { file, level, more = [] }: { file: string; level: number; more?: readonly string[] },
): Promise<number> {
  const compressed = ['-comp', 'zstd', '-Xcompression-level', String(level), '-b', '1M'];
  const quiet = ['-noappend', '-no-progress', '-quiet'];
  const argv = ['mksquashfs', directory, file, ...compressed, ...quiet, '-xattrs', ...more] as const;
  await runner.run({ argv, timeoutMs: HOUR_MS });
  return (await stat(file)).size;
}
