// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { diskIdentitySchema } from '../facts/disk-identity.ts';

/** What a GPT and its copy take at either end of a disk, with 4096-byte sectors (6 of them) and with 512 (34). */
export const TABLE_EDGE_BYTES = 24 * 1024;

const bytes = z.base64().max(4 * TABLE_EDGE_BYTES);

/**
 * All that writing a table replaces, noted before: both ends of the disk as they were, byte for byte, with the boot code
 * in the first sector and whatever stood where the copy of a GPT goes.
 */
export const tableBackup = z.object({
  disk: diskIdentitySchema,
  /** What `sfdisk --dump` said of it, for people and for the check afterwards; null: there was no table. */
  dump: z.string().max(65_536).nullable(),
  /** The first TABLE_EDGE_BYTES. */
  head: bytes,
  /** The last TABLE_EDGE_BYTES. */
  tail: bytes,
  /** Marks of file systems and arrays between the ends: a new table takes them away. Earlier versions noted none. */
  marks: z
    .array(z.object({ offsetBytes: z.number().int().nonnegative(), bytes: z.base64().max(1024) }))
    .max(1024)
    .default([]),
});
export type TableBackup = z.infer<typeof tableBackup>;
