// SPDX-License-Identifier: Apache-2.0
import { crc32 } from 'node:zlib';

/** One of the two headers of a GPT whose own checksum is right; places in logical blocks. */
export interface GptHeader {
  readonly ownLba: number;
  /** Where the other header is. */
  readonly otherLba: number;
  readonly firstUsableLba: number;
  readonly lastUsableLba: number;
  readonly diskGuid: string;
  readonly entriesLba: number;
  readonly entriesBytes: number;
  /** How many partitions there can be. */
  readonly entries: number;
  readonly entriesCrc: number;
}

const SIGNATURE = 'EFI PART';
/** Fixed part of the header; a larger one is allowed up to a block (UEFI 2.10, table 5-5). */
const LEAST_BYTES = 92;
/** 128 bytes are the least an entry has; more entries than this are no table that any program writes. */
const MOST_ENTRIES = 1024;

export type ParsedHeader =
  | { readonly state: 'right'; readonly header: GptHeader }
  /** It says that it is a header, and its checksum or its numbers say otherwise. */
  | { readonly state: 'damaged' }
  | { readonly state: 'absent' };

/** Reads one block as the header of a GPT (UEFI 2.10, 5.3.2). Pure; never throws. */
export function parseGptHeader(block: Uint8Array<ArrayBuffer>): ParsedHeader {
  if (
    block.length < LEAST_BYTES ||
    Buffer.from(block.buffer, block.byteOffset, 8).toString('latin1') !== SIGNATURE
  )
    return { state: 'absent' };
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const u32 = (at: number): number => view.getUint32(at, true);
  // More than a double holds is no place on any disk; it fails the comparisons below.
  const lba = (at: number): number => Number(view.getBigUint64(at, true));
  const size = u32(12);
  if (size < LEAST_BYTES || size > block.length) return { state: 'damaged' };
  const summed = block.slice(0, size);
  summed.fill(0, 16, 20);
  const [entries, entryBytes] = [u32(80), u32(84)];
  const header: GptHeader = {
    ownLba: lba(24),
    otherLba: lba(32),
    firstUsableLba: lba(40),
    lastUsableLba: lba(48),
    diskGuid: Buffer.from(block.buffer, block.byteOffset + 56, 16).toString('hex'),
    entriesLba: lba(72),
    entriesBytes: entries * entryBytes,
    entries,
    entriesCrc: u32(88),
  };
  const isRight =
    crc32(summed) === u32(16) &&
    header.firstUsableLba <= header.lastUsableLba &&
    entries <= MOST_ENTRIES &&
    entryBytes >= 128 &&
    entryBytes <= 4096 &&
    Number.isSafeInteger(header.lastUsableLba) &&
    Number.isSafeInteger(header.entriesLba);
  return isRight ? { state: 'right', header } : { state: 'damaged' };
}
