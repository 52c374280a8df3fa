// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';

export const partitionRole = z.enum(['bios-boot', 'esp', 'boot', 'root']);
export type PartitionRole = z.infer<typeof partitionRole>;

/** GPT type GUIDs: UEFI spec (ESP), GRUB manual (BIOS boot), UAPI Discoverable Partitions (XBOOTLDR, root). */
const typeGuid = {
  'bios-boot': '21686148-6449-6e6f-744e-656564454649',
  esp: 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b',
  boot: 'bc13c2ff-59e6-4262-a352-b275fd6f7172',
  root: '4f68bce3-e8cd-4db1-96e7-fbcaf984b709',
} as const satisfies Record<PartitionRole, string>;

export const plannedPartition = z.object({
  number: z.number().int(),
  role: partitionRole,
  typeGuid: z.string(),
  label: z.string(),
  startBytes: z.number().int(),
  sizeBytes: z.number().int(),
  /** Kernel name, valid while the disk's identity holds, e.g. /dev/nvme0n1p3. */
  path: z.string(),
});
export type PlannedPartition = z.infer<typeof plannedPartition>;

export const layoutSchema = z.object({
  table: z.literal('gpt'),
  diskPath: z.string(),
  sectorBytes: z.number().int(),
  partitions: z.array(plannedPartition),
});
/** The partitions of an erased disk, in disk order. */
export type Layout = z.infer<typeof layoutSchema>;

const MiB = 1024 * 1024;
/** Partitions start on whole MiB: fits every erase block and RAID stripe in common use, and 4Kn sectors. */
export const ALIGNMENT_BYTES = MiB;
/** BIOS-boot holds GRUB's core image (well under 1 MiB). */
export const BIOS_BOOT_BYTES = MiB;
/** Room for the loader twice and for a firmware update capsule; also above FAT32's least size on 4Kn disks (260 MiB). */
export const ESP_BYTES = 512 * MiB;
/** Kernel and initramfs of three deployments with firmware. */
export const BOOT_BYTES = 1024 * MiB;
/** Kernels and initramfs stand on the ESP with systemd-boot: what bootc makes for composefs (install/baseline.rs). */
export const LARGE_ESP_BYTES = 1024 * MiB;
/** Backup GPT: 33 sectors of at most 4096 bytes, rounded up to the alignment. */
const TAIL_BYTES = MiB;

type Fixed = readonly (readonly [PartitionRole, number])[];

/** What stands before the root, in disk order, with sizes in bytes. */
const schemes = {
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

/** Least bytes a root must have to hold two deployments, the scratch of an import, logs and a home. */
export function rootBytesNeeded(installedBytes: number): number {
  return Math.ceil((installedBytes * 2.2 + 512 * MiB) / MiB) * MiB;
}

/** Least size of a disk, in bytes, for an image of that unpacked size. */
export function diskBytesNeeded(installedBytes: number, scheme: Scheme = 'grub'): number {
  const fixedBytes = schemes[scheme].reduce((sum, [, sizeBytes]) => sum + sizeBytes, 0);
  return ALIGNMENT_BYTES + fixedBytes + rootBytesNeeded(installedBytes) + TAIL_BYTES;
}

/** Partition node of a disk node: a digit at the end takes a "p" (block/partitions/core.c of the kernel). */
export function partitionPath(diskPath: string, number: number): string {
  return /\d$/.test(diskPath) ? `${diskPath}p${number}` : `${diskPath}${number}`;
}

/**
 * The layout of an erased disk: what the scheme asks for, then the root in all that is left.
 * Precondition: sizeBytes >= diskBytesNeeded(...), checked by the planner.
 */
export function eraseLayout(
  disk: { path: string; sizeBytes: number; logicalSectorBytes: number },
  scheme: Scheme = 'grub',
): Layout {
  let startBytes = ALIGNMENT_BYTES;
  const partitions: PlannedPartition[] = [];
  const add = (role: PartitionRole, sizeBytes: number): void => {
    const number = partitions.length + 1;
    const path = partitionPath(disk.path, number);
    partitions.push({
      number,
      role,
      typeGuid: typeGuid[role],
      label: `particleos-${role}`,
      startBytes,
      sizeBytes,
      path,
    });
    startBytes += sizeBytes;
  };
  for (const [role, sizeBytes] of schemes[scheme]) add(role, sizeBytes);
  const endBytes = Math.floor((disk.sizeBytes - TAIL_BYTES) / ALIGNMENT_BYTES) * ALIGNMENT_BYTES;
  add('root', endBytes - startBytes);
  return { table: 'gpt', diskPath: disk.path, sectorBytes: disk.logicalSectorBytes, partitions };
}

/** The layout as input of sfdisk(8), sizes and starts in sectors of the disk. */
export function sfdiskScript(layout: Layout): string {
  const sectors = (bytes: number): number => bytes / layout.sectorBytes;
  const lines = layout.partitions.map(
    (p) =>
      `start=${sectors(p.startBytes)}, size=${sectors(p.sizeBytes)}, type=${p.typeGuid}, name=${p.label}`,
  );
  return ['label: gpt', 'unit: sectors', '', ...lines, ''].join('\n');
}

/** The one partition with that role; the layout functions always make each role exactly once. */
export function partitionOf(layout: Layout, role: PartitionRole): PlannedPartition {
  const found = layout.partitions.find((p) => p.role === role);
  if (found === undefined) throw new Error(`layout without ${role}`);
  return found;
}
