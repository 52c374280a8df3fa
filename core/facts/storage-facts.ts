// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { bitlockerState } from './bitlocker-state.ts';
import { mountTablesSchema } from './mount-tables.ts';
import { openedPartitionSchema } from './opened-partition.ts';

/** What is known of the inside of one partition; all of it null or empty where nobody looked. */
export const partitionContentFacts = {
  /** Bytes of its file system that hold data; null: not known. */
  usedBytes: z.number().int().nullable().default(null),
  /** The least size its file system can be shrunk to, in bytes; null: it cannot be shrunk, or that is not known. */
  minimumBytes: z.number().int().nullable().default(null),
  /** Dirty: was not unmounted, or has errors. Hibernated: a suspended system still counts on it. Null: not known. */
  condition: z.enum(['clean', 'dirty', 'hibernated']).nullable().default(null),
  encryption: z.enum(['luks1', 'luks2', 'bitlocker']).nullable().default(null),
  /**
   * GPT attributes as `sfdisk --json` names them: "RequiredPartition", "NoBlockIOProtocol", "LegacyBIOSBootable", and
   * "GUID:N" for bit N of those that belong to the type, e.g. "GUID:63".
   */
  flags: z.array(z.string()).default([]),
  /** Of an EFI system partition: the directories below EFI, each somebody's loader; absent: nobody looked. */
  loaders: z.array(z.string()).optional(),
  /** Of BitLocker; absent: it is none, or that is not known. */
  bitlocker: bitlockerState.optional(),
  /** Of an encrypted one whose passphrase was given; absent: nobody gave one. */
  opened: openedPartitionSchema.optional(),
};

export const systemKind = z.enum(['windows', 'linux', 'ostree', 'bootc', 'macos']);

/** One operating system on a disk. */
export const systemSchema = z.object({
  kind: systemKind,
  /** As its maker calls it: "Windows 11", "Debian GNU/Linux 13 (trixie)". */
  name: z.string(),
  version: z.string().nullable(),
  /** Kernel names of its partitions on this disk, that of its root first. */
  partitions: z.array(z.string()),
  /** Kernel name of the EFI system partition its loader stands on; null: none, or not known. */
  esp: z.string().nullable(),
  /** Of ostree and bootc only, else empty. */
  stateroots: z.array(
    z.object({
      name: z.string(),
      /** What it uses beside its own parts; absent: nothing, or it was not looked for. */
      tables: mountTablesSchema.optional(),
      deployments: z.array(
        z.object({
          /** CHECKSUM.SERIAL for ostree, the name of the directory below state/deploy for composefs. */
          id: z.string(),
          /** What updates follow, as the origin file has it: "ostree-unverified-registry:HOST/NAME:TAG". */
          imgref: z.string().nullable(),
          version: z.string().nullable(),
        }),
      ),
    }),
  ),
});
export type FoundSystem = z.infer<typeof systemSchema>;

/** What is known of a disk beyond what the kernel says of every one. */
export const diskStorageFacts = {
  /** Where its GPT lets partitions lie: the first such byte, and the byte after the last one. Null: no GPT, or not read. */
  usable: z.object({ startBytes: z.number().int(), endBytes: z.number().int() }).nullable().default(null),
  /** The GPT's second header and table, at the disk's end; null: no GPT, or not read. */
  backupTable: z.enum(['intact', 'damaged', 'missing']).nullable().default(null),
  /** Partitions that its GPT has room for; absent: no GPT, or not read. */
  tableEntries: z.number().int().optional(),
  /** An MBR in front of its GPT names some of the same partitions, for BIOS; absent: none, or not read. */
  hybridTable: z.boolean().optional(),
  /** Size the device asks its requests to be multiples of; null: it does not say. */
  optimalIoBytes: z.number().int().nullable().default(null),
  /** The device takes word of blocks that are no longer used (TRIM, UNMAP). */
  discard: z.boolean().default(false),
  systems: z.array(systemSchema).default([]),
};

/** A block device that is made of others; a logical volume may be known without being active, and has no device then. */
export const volumeSchema = z.object({
  kind: z.enum(['md', 'lvm', 'luks', 'device-mapper']),
  /** As a person knows it: "md127", "vg-root". */
  name: z.string(),
  path: z.string(),
  /** That of the array, logical volume or LUKS header; null: not known. */
  uuid: z.string().nullable(),
  /** Of an array: "raid1". */
  level: z.string().nullable(),
  /** Kernel names of the partitions and disks it lies on, sorted. */
  members: z.array(z.string()),
  sizeBytes: z.number().int(),
  fileSystem: z.string().nullable(),
});
export type Volume = z.infer<typeof volumeSchema>;

/** What is said of a partition that nobody looked into. */
export function unreadContent(): z.output<z.ZodObject<typeof partitionContentFacts>> {
  return { usedBytes: null, minimumBytes: null, condition: null, encryption: null, flags: [] };
}

/** What is said of a disk that nobody looked into. */
export function unreadStorage(): z.output<z.ZodObject<typeof diskStorageFacts>> {
  return { usable: null, backupTable: null, optimalIoBytes: null, discard: false, systems: [] };
}
