// SPDX-License-Identifier: Apache-2.0

const KiB = 1024;

/** One record fills whole blocks, so that a write that was torn hurts no record before it, on 4Kn disks neither. */
export const JOURNAL_BLOCK_BYTES = 4 * KiB;

/**
 * Where the journal lies on a target disk, in bytes: the upper half of the first MiB. A GPT ends at 17 KiB (24 KiB with
 * 4096-byte sectors), every partition of ours begins at 1 MiB, GRUB embeds itself into a BIOS-boot partition on GPT, and
 * labels that ZFS leaves behind end at 512 KiB. So it outlives the table, mkfs and whatever bootc does to partitions.
 */
export const JOURNAL_AREA = { startBytes: 512 * KiB, endBytes: 1024 * KiB } as const;

/** The part of a disk that matters here: the table that will be there, and what it holds, in bytes. */
export interface JournalGround {
  /** 'kept': it was there before, and so may be what lies beside its partitions. */
  readonly table: 'new' | 'kept' | 'foreign';
  readonly partitions: readonly { readonly startBytes: number; readonly sizeBytes: number }[];
}

/**
 * Whether the journal may lie on the disk. 'if-empty': the table was there before, so only where nothing was written yet.
 * Never with an MBR: boot loaders live between it and the first partition.
 */
export function journalPlace({ table, partitions }: JournalGround): 'free' | 'if-empty' | 'none' {
  if (table === 'foreign') return 'none';
  const { startBytes, endBytes } = JOURNAL_AREA;
  const overlaps = partitions.some((p) => p.startBytes < endBytes && p.startBytes + p.sizeBytes > startBytes);
  if (overlaps) return 'none';
  return table === 'new' ? 'free' : 'if-empty';
}
