// SPDX-License-Identifier: Apache-2.0
import { readFile, realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** A sector of block statistics is 512 bytes, whatever the disk's own are (Documentation/block/stat.rst). */
const SECTOR_BYTES = 512;

/** Bytes written to a disk or partition since the kernel found it, from the text of its `stat` file; null: no such text. Pure. */
export function writtenBytes(stat: string): number | null {
  const sectors = Number(stat.trim().split(/\s+/)[6] ?? Number.NaN);
  return Number.isSafeInteger(sectors) && sectors >= 0 ? sectors * SECTOR_BYTES : null;
}

/**
 * Reads how much was written to a block device, partitions included, by any process. It counts what reached the
 * device: what waits in the page cache comes later. device: a node or a link to one. Null when it cannot be read.
 */
export async function deviceWrittenBytes(device: string, sysfs = '/sys/class/block'): Promise<number | null> {
  try {
    return writtenBytes(await readFile(join(sysfs, basename(await realpath(device)), 'stat'), 'utf8'));
  } catch {
    return null; // the disk is gone, or it was never there
  }
}
