// SPDX-License-Identifier: Apache-2.0

/** Headers stand in blocks of this size, and data is filled up to it (POSIX pax, "ustar Interchange Format"). */
export const BLOCK_BYTES = 512;
/** Extended headers are small; more is a broken or hostile archive. */
export const MAX_EXTENDED_BYTES = 1024 * 1024;

/** What extended headers say of the entry that follows them. */
export interface TarExtension {
  readonly path?: string;
  readonly linkPath?: string;
  readonly size?: string;
}

/** The header of one entry: a file, link or directory, or an extended header of the next one. */
export interface TarHeader {
  /** POSIX typeflag; "0" for a file, whatever the age of the archive. */
  readonly type: string;
  /** Without "./" before it and "/" behind it. */
  readonly name: string;
  readonly linkName: string;
  /** Bytes of data; NaN when the field is nonsense. */
  readonly sizeBytes: number;
}

/** Bytes that data takes in the archive. */
export function paddedBytes(sizeBytes: number): number {
  return Math.ceil(sizeBytes / BLOCK_BYTES) * BLOCK_BYTES;
}

/** Whether a block is the mark of the end. */
export function isEndBlock(block: Buffer): boolean {
  return block.every((byte) => byte === 0);
}

/** Reads a block as a header (ustar with pax headers, GNU long names); null when it is none. */
export function parseTarHeader(block: Buffer, extension: TarExtension): TarHeader | null {
  if (block.toString('latin1', 257, 262) !== 'ustar') return null;
  const flag = block.toString('latin1', 156, 157);
  const type = flag === '\0' ? '0' : flag;
  // An extended header is not itself extended.
  const own = isExtension(type) ? {} : extension;
  const size = own.size === undefined ? numberField(block.subarray(124, 136)) : Number(own.size);
  return {
    type,
    name: plainName(own.path ?? ustarName(block)),
    linkName: own.linkPath ?? textField(block, 157, 257),
    // Links, devices, directories and pipes have no data, whatever the field says (as Go's archive/tar reads it).
    sizeBytes: /^[1-6]$/.test(type) ? 0 : size,
  };
}

/** Whether a header says something of the next entry only. */
export function isExtension(type: string): boolean {
  return type === 'x' || type === 'L' || type === 'K';
}

/** Adds what the data of an extended header says. */
export function extended(before: TarExtension, type: string, data: Buffer): TarExtension {
  const text = data.toString('utf8');
  if (type === 'x') return { ...before, ...paxRecords(data) };
  return { ...before, [type === 'L' ? 'path' : 'linkPath']: text.split('\0', 1)[0] ?? '' };
}

/** Octal digits, or for files from 8 GiB on GNU's base 256 with the top bit set. */
function numberField(field: Buffer): number {
  if (((field[0] ?? 0) & 0x80) !== 0) return Number(field.readBigUInt64BE(4));
  return parseInt(field.toString('latin1').replaceAll('\0', ' ').trim() || '0', 8);
}

function textField(header: Buffer, start: number, end: number): string {
  return header.toString('utf8', start, end).split('\0', 1)[0] ?? '';
}

function ustarName(header: Buffer): string {
  const prefix = textField(header, 345, 500);
  const name = textField(header, 0, 100);
  // GNU archives ("ustar  ") keep times where POSIX has the prefix.
  return prefix === '' || header[262] === 0x20 ? name : `${prefix}/${name}`;
}

const paxKeys = { path: 'path', linkpath: 'linkPath', size: 'size' } as const;

/** Pax records are "LENGTH KEY=VALUE\n", the length in bytes of all of it; a value may hold anything (extended attributes). */
function paxRecords(data: Buffer): TarExtension {
  const found: { path?: string; linkPath?: string; size?: string } = {};
  for (let at = 0; at < data.length;) {
    const length = Number(/^(\d+) /.exec(data.toString('latin1', at, at + 20))?.[1] ?? 0);
    if (length === 0) break;
    const record = data.toString('utf8', at, at + length);
    const [, key = '', value = ''] = /^\d+ ([^=]+)=([^]*)\n$/.exec(record) ?? [];
    if (key === 'path' || key === 'linkpath' || key === 'size') found[paxKeys[key]] = value;
    at += length;
  }
  return found;
}

function plainName(name: string): string {
  return name.replace(/^(\.?\/+)+/, '').replace(/\/+$/, '');
}
