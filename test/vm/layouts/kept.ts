// SPDX-License-Identifier: Apache-2.0
import { expect } from 'vitest';
import * as z from 'zod';
import { readVolume } from './fill-volume.ts';
import { entryAt, sizeOf, tableEntrySchema, tool, type TableEntry } from './made-disk.ts';

/** wanted.as: bytes is all of it; a file system is its files, to which others may come. */
export const keptSchema = z.object({
  wanted: z.object({
    number: z.int(),
    as: z.enum(['bytes', 'vfat', 'ntfs', 'ext4']),
    isShrunk: z.boolean().optional(),
  }),
  entry: tableEntrySchema,
  /** Checksums by path. */
  sums: z.record(z.string(), z.string()),
});
/** A partition as it was. */
export type Kept = z.infer<typeof keptSchema>;
/** What must stay of a partition: every byte, or every file, in its place or where its end has moved. */
export type KeptPartition = Kept['wanted'];

async function sumOfBytes(disk: string, entry: TableEntry): Promise<string> {
  const script = 'dd if="$1" iflag=skip_bytes,count_bytes skip="$2" count="$3" bs=1M status=none | sha256sum';
  const range = [String(entry.start * 512), String(sizeOf(entry))];
  return (await tool(['sh', '-c', script, 'sh', disk, ...range])).slice(0, 64);
}

/** What a raw disk holds that an install has to keep, with its checksums. */
export async function noteKept(disk: string, wanted: readonly KeptPartition[]): Promise<Kept[]> {
  const kept: Kept[] = [];
  for (const one of wanted) {
    const entry = await entryAt(disk, one.number);
    const sums =
      one.as === 'bytes'
        ? { 'all bytes': await sumOfBytes(disk, entry) }
        : Object.fromEntries(await readVolume(disk, one.number, one.as));
    kept.push({ wanted: one, entry, sums });
  }
  return kept;
}

/** What says of a table entry which one it is; where the disk's file lies says nothing. */
function placeOf(entry: TableEntry | undefined): Partial<TableEntry> | undefined {
  if (entry === undefined) return undefined;
  const { size: _size, node: _node, ...place } = entry;
  return place;
}

/** That all of it is still there: start, type, UUID, name and attributes, end unless it was shrunk, and the checksums. */
export async function expectKept(disk: string, before: readonly Kept[]): Promise<void> {
  const after = await noteKept(
    disk,
    before.map(({ wanted }) => wanted),
  );
  expect(before.length).toBeGreaterThan(0);
  for (const [index, { wanted, entry, sums }] of before.entries()) {
    const now = after[index];
    expect(placeOf(now?.entry)).toEqual(placeOf(entry));
    if (wanted.isShrunk === true) expect(now?.entry.size).toBeLessThan(entry.size);
    else expect(now?.entry.size).toBe(entry.size);
    expect(Object.keys(sums)).not.toEqual([]);
    expect(now?.sums).toMatchObject(sums);
  }
}
