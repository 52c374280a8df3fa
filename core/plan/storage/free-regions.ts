// SPDX-License-Identifier: Apache-2.0
import type { Disk } from '../../facts/facts.ts';
import { alignDown, alignUp } from './alignment.ts';

/** A stretch of a disk; the end is the byte after the last one. */
export interface Region {
  readonly startBytes: number;
  readonly endBytes: number;
}

export function bytesIn({ startBytes, endBytes }: Region): number {
  return endBytes - startBytes;
}

/** Sectors of a GPT with 128 entries of 128 bytes, without the protective MBR (UEFI spec 5.3). */
function tableBytes(sectorBytes: number): number {
  return sectorBytes + alignUp(128 * 128, sectorBytes);
}

/** Where the table lets partitions lie; where that was not read, the most that a GPT ever leaves. */
export function usableRegion({ usable, sizeBytes, logicalSectorBytes }: Disk): Region {
  if (usable !== null) return usable;
  const around = tableBytes(logicalSectorBytes);
  return {
    startBytes: logicalSectorBytes + around,
    endBytes: alignDown(sizeBytes, logicalSectorBytes) - around,
  };
}

/** What lies between the taken stretches, with aligned starts and ends, in disk order; the taken may overlap. */
export function freeRegions(usable: Region, taken: readonly Region[], alignment: number): Region[] {
  const found: Region[] = [];
  let at = usable.startBytes;
  const add = (endBytes: number): void => {
    const region = { startBytes: alignUp(at, alignment), endBytes: alignDown(endBytes, alignment) };
    if (bytesIn(region) > 0) found.push(region);
  };
  for (const { startBytes, endBytes } of [...taken].sort((a, b) => a.startBytes - b.startBytes)) {
    add(Math.min(startBytes, usable.endBytes));
    at = Math.max(at, endBytes);
  }
  add(usable.endBytes);
  return found;
}
