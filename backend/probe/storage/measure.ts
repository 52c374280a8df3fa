// SPDX-License-Identifier: Apache-2.0
import type { CommandSpec, Runner } from '../../runner/command.ts';
import { measureBtrfs } from './measure-btrfs.ts';
import { extMinimum, measureExt } from './measure-ext.ts';
import { measureNtfs, ntfsCondition, PROBE_STATUS } from './measure-ntfs.ts';
import type { Measured } from './measured.ts';

const SUPERBLOCK_TIMEOUT_MS = 60_000;
/** ntfsresize reads every file record: half a minute for millions of files on a spinning disk. */
const NTFS_TIMEOUT_MS = 120_000;

export interface MeasuredDevice extends Measured {
  /** Devices of the file system; 1 but for btrfs on several. */
  readonly devices: number;
}

/**
 * Asks a file system's own tools how full it is, how small it can get and in what state it is. Writes nothing.
 * `device` must be in nobody's use. Null: there is no tool for it. Throws CommandError, and Error for unknown words.
 */
export async function measure(
  runner: Runner,
  device: string,
  fileSystem: string,
  signal?: AbortSignal,
): Promise<MeasuredDevice | null> {
  const run = async (spec: Omit<CommandSpec, 'timeoutMs'> & { timeoutMs?: number }) =>
    runner.run({ timeoutMs: SUPERBLOCK_TIMEOUT_MS, ...spec }, signal);
  if (/^ext[234]$/.test(fileSystem)) {
    const { stdout } = await run({ argv: ['dumpe2fs', '-h', device] });
    const measured = measureExt(stdout);
    if (measured === null) throw new Error('dumpe2fs printed something unexpected');
    const { blockBytes, ...found } = measured;
    // It opens the device read-only for -P, and says nothing of one that is not clean (resize2fs(8)).
    if (found.condition !== 'clean') return { ...found, devices: 1 };
    const { stdout: printed } = await run({ argv: ['resize2fs', '-P', device], okExitCodes: [0, 1] });
    return { ...found, minimumBytes: extMinimum(printed, blockBytes), devices: 1 };
  }
  if (fileSystem === 'ntfs') {
    // Asked for writing, because only then it looks for a hibernated Windows; it writes nothing all the same.
    const okExitCodes = Array.from({ length: 12 }, (_, at) => at + 11);
    const probe = await run({
      argv: ['ntfs-3g.probe', '--readwrite', device],
      okExitCodes: [0, ...okExitCodes],
    });
    const condition = ntfsCondition(probe.exitCode);
    if (probe.exitCode !== PROBE_STATUS.mountable)
      return { usedBytes: null, minimumBytes: null, condition, devices: 1 };
    const argv = ['ntfsresize', '--info', '--no-progress-bar', device] as const;
    const resize = await run({ argv, okExitCodes: [0, 1], timeoutMs: NTFS_TIMEOUT_MS });
    const found = measureNtfs(`${resize.stdout}\n${resize.stderr}`);
    return { ...found, condition: found.condition ?? condition, devices: 1 };
  }
  if (fileSystem === 'btrfs') {
    const { stdout } = await run({ argv: ['btrfs', 'inspect-internal', 'dump-super', device] });
    const measured = measureBtrfs(stdout);
    if (measured === null) throw new Error('btrfs printed something unexpected');
    return measured;
  }
  return null;
}
