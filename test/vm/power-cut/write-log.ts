// SPDX-License-Identifier: Apache-2.0

/**
 * The log of QEMU's blklogwrites, which is that of the kernel's dm-log-writes (Documentation/admin-guide/device-mapper/
 * log-writes.rst; QEMU block/blklogwrites.c): a superblock of one sector, then for each request one sector that describes
 * it and, but for discards, the data. All numbers are little-endian.
 */
const MAGIC = 0x6a736677736872n;
const VERSION = 1n;
/** Bytes of the fixed part of superblock and entry; the rest of their sectors is padding. */
export const SUPER_BYTES = 28;
export const ENTRY_BYTES = 32;

const FLUSH = 1n;
const FUA = 2n;
const DISCARD = 4n;
const MARK = 8n;

export interface WriteLogSuper {
  readonly entries: number;
  readonly sectorBytes: number;
}

/** One request, in the order in which the disk got them. */
export interface WriteEntry {
  /** Where on the disk, in bytes. */
  readonly offsetBytes: number;
  /** What it writes or discards, in bytes; 0 for a flush. */
  readonly sizeBytes: number;
  /** All that was answered before is on the medium. */
  readonly flush: boolean;
  /** It is on the medium itself when it is answered. */
  readonly fua: boolean;
  readonly discard: boolean;
  /** A note by who recorded it, and no write. */
  readonly mark: boolean;
  /** Where its data stands in the log, in bytes. */
  readonly dataOffset: number;
}

/** A count that fits a number; throws RangeError for what no disk here can have. */
function count(value: bigint, what: string): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new RangeError(`${what}: ${value}`);
  return Number(value);
}

/** Reads the superblock. Throws when it is none. */
export function parseSuper(bytes: Buffer): WriteLogSuper {
  if (bytes.length < SUPER_BYTES) throw new Error('the log is shorter than its superblock');
  if (bytes.readBigUInt64LE(0) !== MAGIC) throw new Error('this is no log of dm-log-writes');
  const version = bytes.readBigUInt64LE(8);
  if (version !== VERSION) throw new Error(`version ${version} of the log is not known`);
  const sectorBytes = bytes.readUInt32LE(24);
  if (sectorBytes < 512 || (sectorBytes & (sectorBytes - 1)) !== 0)
    throw new Error(`sectors of ${sectorBytes} bytes`);
  return { entries: count(bytes.readBigUInt64LE(16), 'entries'), sectorBytes };
}

/** Reads the entry whose sector stands at an offset of the log. */
export function parseEntry(bytes: Buffer, sectorBytes: number, offset: number): WriteEntry {
  if (bytes.length < ENTRY_BYTES) throw new Error(`the log ends in the entry at ${offset}`);
  const flags = bytes.readBigUInt64LE(16);
  const has = (flag: bigint): boolean => (flags & flag) !== 0n;
  return {
    offsetBytes: count(bytes.readBigUInt64LE(0) * BigInt(sectorBytes), 'sector'),
    sizeBytes: count(bytes.readBigUInt64LE(8) * BigInt(sectorBytes), 'sectors'),
    flush: has(FLUSH),
    fua: has(FUA),
    discard: has(DISCARD),
    mark: has(MARK),
    dataOffset: offset + sectorBytes,
  };
}

/** Where the next entry stands. dataBytes: of a mark, whose text is counted apart (its data_len). */
export function nextEntry(entry: WriteEntry, sectorBytes: number, dataBytes: number): number {
  const data = entry.discard
    ? 0
    : entry.mark
      ? Math.ceil(dataBytes / sectorBytes) * sectorBytes
      : entry.sizeBytes;
  return entry.dataOffset + data;
}

/** Reads all entries, without their data. read: bytes of the log from an offset, fewer at its end. */
export async function readWriteLog(
  read: (offset: number, length: number) => Promise<Buffer>,
): Promise<WriteEntry[]> {
  const { entries: total, sectorBytes } = parseSuper(await read(0, SUPER_BYTES));
  const entries: WriteEntry[] = [];
  let at = sectorBytes;
  while (entries.length < total) {
    const bytes = await read(at, ENTRY_BYTES);
    const entry = parseEntry(bytes, sectorBytes, at);
    entries.push(entry);
    at = nextEntry(entry, sectorBytes, count(bytes.readBigUInt64LE(24), 'data'));
  }
  return entries;
}
