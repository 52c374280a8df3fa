// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';

/** Bytes of each unit: binary ones as memory is counted, decimal ones as disks are sold. */
const unitBytes: Readonly<Record<string, number>> = {
  B: 1,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
  TiB: 1024 ** 4,
  kB: 1000,
  MB: 1000 ** 2,
  GB: 1000 ** 3,
  TB: 1000 ** 4,
};
const pattern = /^(\d{1,15}(?:\.\d{1,3})?) ?(B|KiB|MiB|GiB|TiB|kB|MB|GB|TB)?$/;

/** A size as people write it, "32 GiB", or in bytes. */
export const byteSize = z.union([
  z.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
  z.string().regex(pattern, 'a size such as "32 GiB", or a number of bytes'),
]);
export type ByteSize = z.infer<typeof byteSize>;

/** The size in whole bytes, rounded down. Precondition: it was parsed by byteSize; anything else is 0. */
export function bytesOf(size: ByteSize): number {
  if (typeof size === 'number') return size;
  const [, amount = '0', unit = 'B'] = pattern.exec(size) ?? [];
  return Math.min(Math.floor(Number(amount) * (unitBytes[unit] ?? 1)), Number.MAX_SAFE_INTEGER);
}
