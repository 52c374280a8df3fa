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

interface Range {
  readonly startBytes: number;
  readonly sizeBytes: number;
}

/** What matters of a disk: the table that will be there, what it holds, and what was there before, in bytes. */
export interface JournalGround {
  /** 'kept': it was there before, and so may be what lies beside its partitions. 'dos': an MBR. */
  readonly table: 'new' | 'kept' | 'dos';
  readonly planned: readonly Range[];
  readonly before: readonly Range[];
}

/**
 * When the journal may be written: 'free', from the first write to the disk on. 'when-formatted', not before something
 * is lost: until then undo-table promises that all of it comes back. 'if-empty', only where nothing is. Never beside an
 * MBR that stays: boot loaders live between it and the first partition.
 */
export type JournalPlace = 'free' | 'when-formatted' | 'if-empty' | 'none';

function overlaps({ startBytes, sizeBytes }: Range): boolean {
  return startBytes < JOURNAL_AREA.endBytes && startBytes + sizeBytes > JOURNAL_AREA.startBytes;
}

export function journalPlace({ table, planned, before }: JournalGround): JournalPlace {
  if (table === 'dos' || planned.some(overlaps)) return 'none';
  if (table === 'kept') return before.some(overlaps) ? 'none' : 'if-empty';
  return before.some(overlaps) ? 'when-formatted' : 'free';
}
