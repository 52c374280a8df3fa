// SPDX-License-Identifier: Apache-2.0
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ByteReader } from '../byte-reader.ts';
import { unpackerOf } from '../layer-stream.ts';

/** Header of an entry of a "newc" archive, all numbers as eight hexadecimal digits (cpio(5)). */
const HEADER_BYTES = 110;
const MAGIC = /^07070[12]$/;
const MAGIC_BYTES = 6;
const END = 'TRAILER!!!';
const MODE_AT = 14;
const SIZE_AT = 54;
const NAME_SIZE_AT = 94;
const FILE_TYPE = 0o170000;
const REGULAR = 0o100000;
/** A path is shorter (PATH_MAX), and a longer one means that this is no archive. */
const MAX_NAME_BYTES = 8192;
/** The one file whose text is needed is some 10 KiB. */
const MAX_TEXT_BYTES = 256 * 1024;

/** Names in an initramfs, without "./", and what its kernel has built in; or why it cannot be read, in words. */
export type InitramfsRead =
  | { readonly ok: true; readonly paths: ReadonlySet<string>; readonly builtIn: string }
  | { readonly ok: false; readonly message: string };

/** What begins like none of these is a compression that Node has no program for. */
const unreadable: readonly (readonly [start: number[], name: string])[] = [
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'xz'],
  [[0x02, 0x21, 0x4c, 0x18], 'lz4'],
  [[0x04, 0x22, 0x4d, 0x18], 'lz4'],
  [[0x42, 0x5a, 0x68], 'bzip2'],
  [[0x5d, 0x00, 0x00], 'lzma'],
  [[0x89, 0x4c, 0x5a, 0x4f], 'lzo'],
];

class Unreadable extends Error {}

function hex(header: Buffer, at: number): number {
  return Number.parseInt(header.toString('latin1', at, at + 8), 16);
}

const toFour = (bytes: number): number => (4 - (bytes % 4)) % 4;

/** One archive of the several that may follow each other, from after its first magic; false when it ends early. */
async function readArchive(reader: ByteReader, found: Found): Promise<void> {
  let magic: Buffer | null = null;
  for (;;) {
    magic ??= found.magic ?? (await reader.take(MAGIC_BYTES));
    found.magic = null;
    const rest = await reader.take(HEADER_BYTES - MAGIC_BYTES);
    if (magic === null || rest === null || !MAGIC.test(magic.toString('latin1')))
      throw new Unreadable('its archive is broken');
    const header = Buffer.concat([magic, rest]);
    magic = null;
    const [mode, sizeBytes, nameBytes] = [
      hex(header, MODE_AT),
      hex(header, SIZE_AT),
      hex(header, NAME_SIZE_AT),
    ];
    if (!(nameBytes > 0 && nameBytes <= MAX_NAME_BYTES) || !Number.isSafeInteger(sizeBytes))
      throw new Unreadable('its archive is broken');
    const raw = await reader.take(nameBytes + toFour(HEADER_BYTES + nameBytes));
    if (raw === null) throw new Unreadable('its archive ends early');
    const name = raw.toString('utf8', 0, nameBytes - 1).replace(/^(?:\.\/|\/)+/, '');
    if (name === END) return;
    found.paths.add(name);
    const keeps = name.endsWith('/modules.builtin') && (mode & FILE_TYPE) === REGULAR;
    const padded = sizeBytes + toFour(sizeBytes);
    if (keeps && sizeBytes <= MAX_TEXT_BYTES) {
      const data = await reader.take(padded);
      if (data === null) throw new Unreadable('its archive ends early');
      found.builtIn += data.toString('utf8', 0, sizeBytes);
    } else if (!(await reader.skip(padded))) throw new Unreadable('its archive ends early');
  }
}

interface Found {
  readonly paths: Set<string>;
  builtIn: string;
  /** First bytes of the next archive, when they were looked at. */
  magic: Buffer | null;
}

/** The first bytes that are no padding; null at the end. The kernel skips zeros between archives (init/initramfs.c). */
async function nextStart(reader: ByteReader): Promise<Buffer | null> {
  for (;;) {
    const four = await reader.take(4);
    if (four === null) return null;
    if (four.some((byte) => byte !== 0)) {
      const more = await reader.take(MAGIC_BYTES - 4);
      return more === null ? null : Buffer.concat([four, more]);
    }
  }
}

async function* restOf(start: Buffer, reader: ByteReader): AsyncGenerator<Buffer> {
  yield start;
  yield* reader.part(Number.MAX_SAFE_INTEGER).chunks;
}

async function readArchives(chunks: AsyncIterable<Buffer>, found: Found, depth: number): Promise<void> {
  const reader = new ByteReader(chunks);
  for (let start = await nextStart(reader); start !== null; start = await nextStart(reader)) {
    if (MAGIC.test(start.toString('latin1'))) {
      found.magic = start;
      await readArchive(reader, found);
      continue;
    }
    const unpacker = unpackerOf(start);
    if (unpacker === null || depth > 0) {
      const name = unreadable.find(([bytes]) => bytes.every((byte, at) => start?.[at] === byte))?.[1];
      throw new Unreadable(`it is compressed by ${name ?? 'a program that is not known here'}`);
    }
    // Microcode, and modules that are compressed already, come before as plain archives; what is compressed is the last.
    await pipeline(Readable.from(restOf(start, reader)), unpacker, (unpacked: AsyncIterable<Buffer>) =>
      readArchives(unpacked, found, depth + 1),
    );
    return;
  }
}

/** Reads the names in an initramfs: archives one after another, the last one mostly compressed. Never rejects for what is in it. */
export async function readInitramfs(chunks: AsyncIterable<Buffer>): Promise<InitramfsRead> {
  const found: Found = { paths: new Set(), builtIn: '', magic: null };
  try {
    await readArchives(chunks, found, 0);
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, message: error.message };
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
  if (found.paths.size === 0) return { ok: false, message: 'it is empty' };
  return { ok: true, paths: found.paths, builtIn: found.builtIn };
}
