// SPDX-License-Identifier: Apache-2.0
import type { Disk, Partition } from '../../facts/facts.ts';

/** Parts of one file system or array have one UUID (blkid(8)). */
export const OF_SEVERAL = ['btrfs', 'bcachefs', 'linux_raid_member', 'zfs_member'];

/**
 * A partition of another disk that UUID= in fstab(5) or on the kernel's command line may lead to as well: a disk that was
 * copied block by block has all of them twice. Null: none. staying: whether a partition is there when the system starts.
 */
export function sameUuid(
  { name, uuid, fileSystem }: Pick<Partition, 'name' | 'uuid' | 'fileSystem'>,
  disks: readonly Disk[],
  staying: (partition: Partition) => boolean,
): string | null {
  if (uuid === null || OF_SEVERAL.includes(fileSystem ?? '')) return null;
  for (const disk of disks) {
    // Neither the medium nor what was opened from a file comes with the installed system.
    if (disk.unsuitable !== null || disk.partitions.some((p) => p.name === name)) continue;
    const other = disk.partitions.find((p) => p.uuid?.toLowerCase() === uuid.toLowerCase() && staying(p));
    if (other !== undefined) return other.name;
  }
  return null;
}
