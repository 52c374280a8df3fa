// SPDX-License-Identifier: Apache-2.0
import type { UsedRole } from './partition-role.ts';
import { BIOS_BOOT_BYTES, LUKS_HEADER_BYTES, MiB, type Scheme } from './partition-sizes.ts';

/** Least sizes that each mkfs takes: mkfs.btrfs(8) 109 MiB, mkfs.xfs(8) 300 MiB; ext4 has room for a journal then. */
const dataBytes = { ext4: 64 * MiB, btrfs: 128 * MiB, xfs: 300 * MiB } as const;

/** Least size of a partition that is made by hand, in bytes. FAT32 on 4Kn disks begins at 260 MiB. */
export function leastBytes(
  role: UsedRole,
  needs: {
    scheme: Scheme;
    rootBytes: number;
    sectorBytes: number;
    isEncrypted: boolean;
    fileSystem?: keyof typeof dataBytes | undefined;
  },
): number {
  // The least size of a root has room to spare.
  const headerBytes = needs.isEncrypted ? LUKS_HEADER_BYTES : 0;
  switch (role) {
    case 'bios-boot':
      return BIOS_BOOT_BYTES;
    case 'esp':
      if (needs.scheme === 'systemd-boot') return 512 * MiB;
      return needs.sectorBytes === 4096 ? 264 * MiB : 100 * MiB;
    case 'boot':
      return 512 * MiB;
    case 'root':
      return needs.rootBytes;
    case 'swap':
      return MiB + headerBytes;
    case 'data':
      return dataBytes[needs.fileSystem ?? 'ext4'] + headerBytes;
  }
}
