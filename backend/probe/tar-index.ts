// SPDX-License-Identifier: Apache-2.0
import { open } from 'node:fs/promises';
import { damaged } from './image-error.ts';
import { readExactly } from './read-exactly.ts';

const BLOCK_BYTES = 512;
/** Extended headers are small; more is a broken or hostile archive. */
const MAX_HEADER_BYTES = 1024 * 1024;

interface Place {
  readonly offsetBytes: number;
  readonly sizeBytes: number;
}

/**
 * Names and places of the files in a tar archive (POSIX ustar with pax headers, GNU long names), by reading
 * headers only. skopeo would unpack the whole archive into /var/tmp, which is memory on a live system.
 * Throws IssueError image-damaged when it is no plain tar or ends early.
 */
export async function indexTar(path: string): Promise<Map<string, Place>> {
  const handle = await open(path);
  try {
    const { size: endBytes } = await handle.stat();
    const index = new Map<string, Place>();
    let at = 0;
    let extended: { path?: string; size?: string } = {};
    for (;;) {
      const header = await readExactly(handle, at, BLOCK_BYTES);
      if (header.length < BLOCK_BYTES) throw damaged('the archive ends early');
      if (header.every((byte) => byte === 0)) return index;
      if (header.toString('latin1', 257, 262) !== 'ustar') {
        throw damaged(at === 0 ? 'it is not an uncompressed tar archive' : 'the archive has a broken header');
      }
      const type = header.toString('latin1', 156, 157);
      const sizeBytes =
        extended.size === undefined ? numberField(header.subarray(124, 136)) : Number(extended.size);
      const offsetBytes = at + BLOCK_BYTES;
      if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0 || offsetBytes + sizeBytes > endBytes) {
        throw damaged('the archive ends early');
      }
      if (type === 'x' || type === 'L') {
        if (sizeBytes > MAX_HEADER_BYTES) throw damaged('the archive has a broken header');
        const text = (await readExactly(handle, offsetBytes, sizeBytes)).toString('utf8');
        extended = type === 'x' ? { ...extended, ...paxRecords(text) } : { ...extended, path: text };
      } else {
        const name = extended.path ?? ustarName(header);
        if (type === '0' || type === '\0') index.set(plainName(name), { offsetBytes, sizeBytes });
        extended = {};
      }
      at = offsetBytes + Math.ceil(sizeBytes / BLOCK_BYTES) * BLOCK_BYTES;
    }
  } finally {
    await handle.close();
  }
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

/** Pax records are "LENGTH KEY=VALUE\n" (POSIX pax, "Extended Header"). */
function paxRecords(text: string): { path?: string; size?: string } {
  const found: { path?: string; size?: string } = {};
  for (const [, key, value] of text.matchAll(/^\d+ (path|size)=(.*)$/gm)) {
    if (key === 'path' && value !== undefined) found.path = value;
    if (key === 'size' && value !== undefined) found.size = value;
  }
  return found;
}

function plainName(name: string): string {
  return name.replaceAll('\0', '').replace(/^(\.\/)+/, '');
}
