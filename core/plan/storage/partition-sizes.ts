// SPDX-License-Identifier: Apache-2.0
import type { UsedRole } from './partition-role.ts';

export const MiB = 1024 * 1024;
/** BIOS-boot holds GRUB's core image (well under 1 MiB). */
export const BIOS_BOOT_BYTES = MiB;
/** Room for the loader twice and for a firmware update capsule; also above FAT32's least size on 4Kn disks (260 MiB). */
export const ESP_BYTES = 512 * MiB;
/** Kernel and initramfs of three deployments with firmware. */
export const BOOT_BYTES = 1024 * MiB;
/** Kernels and initramfs stand on the ESP with systemd-boot: what bootc makes for composefs (install/baseline.rs). */
export const LARGE_ESP_BYTES = 1024 * MiB;
/** Backup GPT: 33 sectors of at most 4096 bytes, rounded up to the alignment. */
export const TAIL_BYTES = MiB;
/** What cryptsetup takes of a partition for the header and its keys (cryptsetup-luksFormat(8), --luks2-keyslots-size). */
export const LUKS_HEADER_BYTES = 16 * MiB;

type Fixed = readonly (readonly [UsedRole, number])[];

/** What stands before the root, in disk order, with sizes in bytes. */
export const schemes = {
  /** One disk for BIOS and UEFI by GRUB, which reads kernels from an ext4 /boot. */
  grub: [
    ['bios-boot', BIOS_BOOT_BYTES],
    ['esp', ESP_BYTES],
    ['boot', BOOT_BYTES],
  ],
  /** bootc with GRUB from bootupd: kernels in the root file system. */
  bootupd: [
    ['bios-boot', BIOS_BOOT_BYTES],
    ['esp', ESP_BYTES],
  ],
  /** systemd-boot reads kernels from the ESP only. */
  'systemd-boot': [
    ['bios-boot', BIOS_BOOT_BYTES],
    ['esp', LARGE_ESP_BYTES],
  ],
} as const satisfies Record<string, Fixed>;
export type Scheme = keyof typeof schemes;

/**
 * Free bytes an ESP that is there must have. GRUB's chain is 5 MiB in each of two places (shim, MokManager and GRUB of
 * Debian 13), with room for a firmware update; systemd-boot keeps kernels and initramfs of two deployments there.
 */
export const espFreeNeeded = {
  grub: 48 * MiB,
  bootupd: 48 * MiB,
  'systemd-boot': 512 * MiB,
} as const satisfies Record<Scheme, number>;

/** Least bytes a root must have to hold two deployments, the scratch of an import, logs and a home. */
export function rootBytesNeeded(installedBytes: number): number {
  return Math.ceil((installedBytes * 2.2 + 512 * MiB) / MiB) * MiB;
}

/** Least size of a disk, in bytes, with a root of that size and partitions on whole MiB. */
export function diskBytesAround(rootBytes: number, scheme: Scheme): number {
  const fixedBytes = schemes[scheme].reduce((sum, [, sizeBytes]) => sum + sizeBytes, 0);
  return MiB + fixedBytes + rootBytes + TAIL_BYTES;
}

/** Least size of a disk, in bytes, for an image of that unpacked size. */
export function diskBytesNeeded(installedBytes: number, scheme: Scheme = 'grub'): number {
  return diskBytesAround(rootBytesNeeded(installedBytes), scheme);
}
