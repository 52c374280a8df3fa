// SPDX-License-Identifier: Apache-2.0

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}

/** One entry of a "newc" archive (cpio(5)). */
export function entry(name: string, data = ''): Buffer {
  const hex = (value: number): string => value.toString(16).padStart(8, '0');
  const fields = [0, 0o100644, 0, 0, 1, 0, Buffer.byteLength(data), 0, 0, 0, 0, name.length + 1, 0];
  const head = Buffer.from(`070701${fields.map(hex).join('')}${name}\0`);
  return Buffer.concat([padded(head), padded(Buffer.from(data))]);
}

/** An archive of such entries, not packed. */
export const archive = (...entries: Buffer[]): Buffer => Buffer.concat([...entries, entry('TRAILER!!!')]);
