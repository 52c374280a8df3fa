// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { readIfThere } from '../read-if-there.ts';

/**
 * A text that changes whenever something is written to a disk, or another disk takes its name: the kernel's count of
 * written sectors and number of the disk (Documentation/block/stat.rst, ABI sysfs-block, diskseq). Null: not said.
 */
export async function writeCount(root: string, disk: string): Promise<string | null> {
  const directory = join(root, 'sys/block', disk.replaceAll('/', '!'));
  const read = (name: string): Promise<string | null> => readIfThere(join(directory, name)).catch(() => null);
  const [stat, sequence] = await Promise.all([read('stat'), read('diskseq')]);
  const written = stat?.trim().split(/\s+/)[6];
  // Discarded sectors, since Linux 4.18.
  const discarded = stat?.trim().split(/\s+/)[13] ?? '';
  return written === undefined || sequence === null ? null : `${sequence.trim()} ${written} ${discarded}`;
}
