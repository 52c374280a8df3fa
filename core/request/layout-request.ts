// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { byteSize } from './byte-size.ts';
import { diskSelector } from './disk-selector.ts';
import { lineOfText } from './line-of-text.ts';

/** A partition of a disk by what stays when disks are told apart anew: its GPT UUID, or its number in the table. */
export const partitionSelector = z.union([
  z.strictObject({
    partUuid: z
      .string()
      .regex(/^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/, 'a partition UUID of a GPT'),
  }),
  z.strictObject({ number: z.number().int().min(1).max(128) }),
]);
export type PartitionSelector = z.infer<typeof partitionSelector>;

/** The selector in words: "number 3". */
export function partitionInWords(selector: PartitionSelector): string {
  return 'number' in selector ? `number ${selector.number}` : `UUID ${selector.partUuid}`;
}

/** File systems of what is not the root. */
export const dataFileSystem = z.enum(['ext4', 'btrfs', 'xfs']);
export type DataFileSystem = z.infer<typeof dataFileSystem>;

/**
 * Where a file system is found in the installed system. What may be written lies below /var there; /home and /srv are
 * links into it.
 */
export const dataMount = z
  .string()
  // It names steps, and the journal takes names of 128 characters.
  .max(100)
  .regex(
    /^\/(home|srv|var|var\/[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*)$/,
    '/home, /srv, /var or a directory below /var',
  )
  .refine((path) => !path.split('/').includes('..') && !path.split('/').includes('.'), 'no "." or ".."');

/** A whole further disk for /home or /var: erased, or kept with what is on it. */
export const separateDisk = z.strictObject({
  disk: diskSelector,
  mount: dataMount,
  fileSystem: dataFileSystem.optional(),
  /** A partition that is there already, kept as it is. */
  keep: partitionSelector.optional(),
});
export type SeparateDisk = z.infer<typeof separateDisk>;

const separate = z.array(separateDisk).min(1).max(8).optional();

/** What a partition made by hand is for. */
export const manualRole = z.enum(['bios-boot', 'esp', 'boot', 'root', 'swap', 'data']);

const forManual = {
  role: manualRole,
  /** Of data only. */
  mount: dataMount.optional(),
  fileSystem: dataFileSystem.optional(),
};

/** What stands in the table beside the place: the name of the partition and its attributes. */
const inTable = {
  label: z
    .string()
    .regex(/^[A-Za-z0-9 ._-]{1,36}$/, 'at most 36 letters, digits, blanks, ".", "_" and "-"')
    .optional(),
  flags: z.array(z.enum(['RequiredPartition', 'NoBlockIOProtocol', 'LegacyBIOSBootable'])).optional(),
};

/** One line of a table made by hand; partitions that no line names are kept. */
export const manualPartition = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('create'),
    ...forManual,
    /** Left out: all that is left of its free region. */
    size: byteSize.optional(),
    /** Left out: the first free region that is large enough. */
    start: byteSize.optional(),
    ...inTable,
  }),
  z.strictObject({ action: z.literal('delete'), partition: partitionSelector }),
  z.strictObject({
    action: z.literal('resize'),
    partition: partitionSelector,
    to: byteSize,
    /** It is used for data as well, with what is on it; left out: it is not used. */
    mount: dataMount.optional(),
  }),
  z.strictObject({ action: z.literal('format'), partition: partitionSelector, ...forManual, ...inTable }),
  z.strictObject({ action: z.literal('keep'), partition: partitionSelector, ...forManual }),
]);
export type ManualPartition = z.infer<typeof manualPartition>;

export const manualDisk = z.strictObject({
  disk: diskSelector,
  table: z.enum(['keep', 'new']),
  partitions: z.array(manualPartition).max(128),
});
export type ManualDisk = z.infer<typeof manualDisk>;

/** How the system is laid out on the disk; left out: it erases the disk. */
export const layoutRequest = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('erase'),
    /** Tell the disk first that nothing on it is used any more (blkdiscard(8)). */
    discard: z.boolean().optional(),
    /** Further disks that mirror this one: each starts the system alone. */
    raid1: z.array(diskSelector).min(1).max(3).optional(),
    separate,
  }),
  z.strictObject({
    kind: z.literal('free-space'),
    /** Of the root; left out: the whole free region. */
    size: byteSize.optional(),
    separate,
  }),
  z.strictObject({
    kind: z.literal('alongside'),
    shrink: partitionSelector,
    to: byteSize,
    separate,
  }),
  z.strictObject({
    kind: z.literal('replace'),
    /** A partition of the system that goes, or the partitions that go: one of both. */
    system: partitionSelector.optional(),
    partitions: z.array(partitionSelector).min(1).max(128).optional(),
    separate,
  }),
  z.strictObject({
    kind: z.literal('keep-data'),
    /** The root of the system whose /var and /home stay. */
    system: partitionSelector,
    /** Left out: the only one. */
    stateroot: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'the name of a stateroot')
      .optional(),
    /** Beside: the old system stays in the boot menu. */
    place: z.enum(['beside', 'instead']).optional(),
    /** Of an encrypted one: name of the secret that opens it, a passphrase or its recovery key. */
    passphraseSecret: lineOfText.optional(),
  }),
  z.strictObject({ kind: z.literal('manual'), disks: z.array(manualDisk).min(1).max(16) }),
  z.strictObject({
    kind: z.literal('mounted'),
    /** Where somebody else has mounted the new root, with /boot and the rest below it. */
    root: z
      .string()
      .regex(/^(\/[A-Za-z0-9._+-]+)+$/, 'an absolute path such as /mnt/target')
      .refine((path) => !/\/\.{1,2}(\/|$)/.test(path), 'no "." or ".."'),
  }),
]);
export type LayoutRequest = z.infer<typeof layoutRequest>;
export type LayoutKind = LayoutRequest['kind'];

/** Swap of the installed system; left out: none. */
export const swapRequest = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('partition'),
    size: byteSize.optional(),
    /** Let the machine hibernate into it. */
    hibernate: z.boolean().optional(),
  }),
  z.strictObject({ kind: z.literal('file'), size: byteSize.optional() }),
  z.strictObject({ kind: z.literal('zram'), size: byteSize.optional() }),
  z.strictObject({ kind: z.literal('none') }),
]);
export type SwapRequest = z.infer<typeof swapRequest>;

/** How a btrfs root is made and mounted. */
export const fileSystemRequest = z.strictObject({
  subvolumes: z
    .array(
      z.strictObject({
        name: z
          .string()
          .regex(/^[A-Za-z0-9@_][A-Za-z0-9@._-]{0,63}$/, 'letters, digits, "@", ".", "_" and "-"'),
        mount: z.union([z.literal('/'), dataMount]),
      }),
    )
    .min(1)
    .max(16)
    .optional(),
  compression: z
    .string()
    .regex(/^(zstd(:([1-9]|1[0-5]))?|zlib(:[1-9])?|lzo|none)$/, 'zstd, zstd:1 to zstd:15, zlib, lzo or none')
    .optional(),
});
export type FileSystemRequest = z.infer<typeof fileSystemRequest>;
