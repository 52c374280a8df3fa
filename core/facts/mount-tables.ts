// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';

/** A line of fstab(5). */
export const fstabLineSchema = z.object({
  /** As the file names it, without quotes: "UUID=...", "/dev/mapper/home". */
  device: z.string(),
  /** Null: it is swap. */
  place: z.string().nullable(),
  type: z.string(),
  options: z.array(z.string()),
  /** The sixth field: in which pass fsck(8) looks at it; 0: in none. */
  passes: z.number().int(),
});
export type FstabLine = z.infer<typeof fstabLineSchema>;

/** A line of crypttab(5). */
export const crypttabLineSchema = z.object({
  /** Name below /dev/mapper. */
  name: z.string(),
  device: z.string(),
  /** Path of a key; null: it is asked for, or found by the name of the mapping. */
  key: z.string().nullable(),
  options: z.array(z.string()),
});
export type CrypttabLine = z.infer<typeof crypttabLineSchema>;

/** What a system uses beside its own parts, as the newest of its deployments says it. */
export const mountTablesSchema = z.object({
  fstab: z.array(fstabLineSchema),
  crypttab: z.array(crypttabLineSchema),
  /** Files below /etc/cryptsetup-keys.d of that deployment, by their paths from the root of the file system. */
  keyFiles: z.array(z.string()),
  /** Where its boot entry lets the kernel wake up from (resume=); null: nowhere. */
  resume: z.string().nullable(),
  /** Lines in words that are not carried on, cut to a bearable length. */
  unread: z.array(z.string()),
});
export type MountTables = z.infer<typeof mountTablesSchema>;
