// SPDX-License-Identifier: Apache-2.0
import type { Partition } from '../../facts/facts.ts';
import { errorIssue, uncheckedIssue, type Issue } from '../../issues/issue.ts';
import { MiB } from './partition-sizes.ts';

/** File systems that are resized here: ntfsresize(8), resize2fs(8), btrfs-filesystem(8). */
export const resizable = ['ntfs', 'ext2', 'ext3', 'ext4', 'btrfs'] as const;

/** The word of lsblk and blkid for NTFS, whichever driver they think of. */
export function fileSystemKind(fileSystem: string | null): string | null {
  return fileSystem === 'ntfs3' ? 'ntfs' : fileSystem;
}

/** Each asks for something else in Windows. */
const bitlockerCodes = {
  on: 'shrink-bitlocker',
  suspended: 'shrink-bitlocker-suspended',
  encrypting: 'shrink-bitlocker-busy',
  decrypting: 'shrink-bitlocker-decrypting',
} as const;

/**
 * Of dynamic disks, one partition holds all volumes, and what is at its beginning is the first of them (Microsoft,
 * PARTITION_INFORMATION_GPT): the others lie behind.
 */
const DYNAMIC_TYPE_GUID = 'af9b60a0-1431-4f62-bc68-3311714a69ad';

/** What can be said of any partition whose file system is to get another size. */
function checkContent(p: Partition, path: Issue['path']): Issue[] {
  const partition = p.name;
  if (p.encryption === 'bitlocker' || p.fileSystem === 'BitLocker')
    return [errorIssue(bitlockerCodes[p.bitlocker ?? 'on'], path, { partition })];
  if (p.encryption !== null || p.fileSystem === 'crypto_LUKS')
    return [errorIssue('shrink-encrypted', path, { partition })];
  if (p.type?.toLowerCase() === DYNAMIC_TYPE_GUID)
    return [errorIssue('resize-file-system', path, { partition, fileSystem: 'dynamic volumes of Windows' })];
  const kind = fileSystemKind(p.fileSystem);
  if (!resizable.some((known) => known === kind))
    return [
      errorIssue('resize-file-system', path, { partition, fileSystem: p.fileSystem ?? 'no file system' }),
    ];
  if (p.condition === 'hibernated') return [errorIssue('shrink-hibernated', path, { partition })];
  if (p.condition === 'dirty') return [errorIssue('shrink-dirty', path, { partition })];
  return p.condition === null ? [uncheckedIssue('shrink-condition-unread', path, { partition })] : [];
}

/** The size a partition is given when it is shrunk: whole MiB, which every file system's blocks divide. */
export function shrunkBytes(toBytes: number): number {
  return Math.floor(toBytes / MiB) * MiB;
}

/** Why a partition cannot be shrunk to a size: all that its tool would say after the first write. */
export function checkShrink(p: Partition, toBytes: number, path: Issue['path']): Issue[] {
  const partition = p.name;
  const issues = checkContent(p, path);
  if (issues.some(({ severity }) => severity === 'error')) return issues;
  if (toBytes >= p.sizeBytes || toBytes <= 0)
    return [
      ...issues,
      errorIssue('shrink-not-smaller', path, { partition, foundBytes: p.sizeBytes, toBytes }),
    ];
  const { minimumBytes } = p;
  if (minimumBytes === null) return [...issues, errorIssue('shrink-minimum-unknown', path, { partition })];
  if (toBytes >= minimumBytes) return issues;
  const missingBytes = minimumBytes - toBytes;
  return [
    ...issues,
    errorIssue('shrink-below-minimum', path, { partition, toBytes, minimumBytes, missingBytes }),
  ];
}

/** Why a partition cannot be made larger. freeBytes: from its start to the next partition. */
export function checkGrow(p: Partition, toBytes: number, freeBytes: number, path: Issue['path']): Issue[] {
  const issues = checkContent(p, path);
  if (toBytes <= freeBytes) return issues;
  const params = { partition: p.name, neededBytes: toBytes, foundBytes: freeBytes };
  return [...issues, errorIssue('partition-grow-blocked', path, params)];
}
