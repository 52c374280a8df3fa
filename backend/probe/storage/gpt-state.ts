// SPDX-License-Identifier: Apache-2.0
import { crc32 } from 'node:zlib';
import type { Disk } from '../../../core/facts/facts.ts';
import { parseGptHeader, type GptHeader } from './gpt-header.ts';

/** Bytes at both ends of a disk. */
export interface DiskEnds {
  readonly sectorBytes: number;
  readonly sizeBytes: number;
  /** From byte 0 on. */
  readonly head: Uint8Array<ArrayBuffer>;
  /** Up to the last byte. */
  readonly tail: Uint8Array<ArrayBuffer>;
}

export interface GptState extends Pick<Disk, 'usable' | 'backupTable'> {
  /** How many partitions the table has room for; null: no header that is right. */
  readonly entries: number | null;
  /** The MBR in front names partitions of its own beside the one that protects the GPT. */
  readonly isHybrid: boolean;
  /** The first header and its entries are as their checksums say. */
  readonly isFirstRight: boolean;
}

/** Both tables of a GPT disk, each judged by its checksums. Pure; never throws. */
export function gptState(ends: DiskEnds): GptState {
  const { sectorBytes, sizeBytes, head, tail } = ends;
  const lastLba = Math.floor(sizeBytes / sectorBytes) - 1;
  const first = parseGptHeader(head.subarray(sectorBytes, 2 * sectorBytes));
  const second = parseGptHeader(tail.subarray(Math.max(0, tail.length - sectorBytes)));
  const isFirstRight =
    first.state === 'right' && first.header.ownLba === 1 && entriesAreRight(first.header, ends);
  const isSecondRight =
    second.state === 'right' &&
    second.header.ownLba === lastLba &&
    entriesAreRight(second.header, ends) &&
    // One that an earlier table left there belongs to nobody.
    (first.state !== 'right' || second.header.diskGuid === first.header.diskGuid);
  const header = isFirstRight ? first.header : isSecondRight ? second.header : null;
  const backupTable = isSecondRight ? 'intact' : second.state === 'absent' ? 'missing' : 'damaged';
  return {
    usable: header === null ? null : usableOf(header, sectorBytes, lastLba),
    backupTable,
    entries: header?.entries ?? null,
    isHybrid: isHybrid(head),
    isFirstRight,
  };
}

/** Four entries of 16 bytes; their type is 0 where there is none, and 0xEE for the whole disk (UEFI specification, "Protective MBR"). */
function isHybrid(head: Uint8Array): boolean {
  const types = [0, 1, 2, 3].map((index) => head[446 + 16 * index + 4] ?? 0);
  const isMbr = head[510] === 0x55 && head[511] === 0xaa;
  return isMbr && types.includes(0xee) && types.some((type) => type !== 0 && type !== 0xee);
}

function usableOf(header: GptHeader, sectorBytes: number, lastLba: number): Disk['usable'] {
  if (header.lastUsableLba > lastLba) return null;
  return {
    startBytes: header.firstUsableLba * sectorBytes,
    endBytes: (header.lastUsableLba + 1) * sectorBytes,
  };
}

/** The entries' checksum, where the entries lie within what was read: always but for tables of uncommon size. */
function entriesAreRight(header: GptHeader, { sectorBytes, sizeBytes, head, tail }: DiskEnds): boolean {
  const start = header.entriesLba * sectorBytes;
  const end = start + header.entriesBytes;
  if (end > sizeBytes) return false;
  const tailStart = sizeBytes - tail.length;
  if (end <= head.length) return crc32(head.subarray(start, end)) === header.entriesCrc;
  if (start >= tailStart)
    return crc32(tail.subarray(start - tailStart, end - tailStart)) === header.entriesCrc;
  return true;
}
