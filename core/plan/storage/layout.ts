// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { diskIdentitySchema } from '../../facts/disk-identity.ts';
import { partitionRole, type PartitionRole } from './partition-role.ts';
import { takenOverSchema } from './taken-over.ts';

/** What becomes of a partition: keep touches neither its place nor what is in it. */
export const partitionAction = z.enum(['keep', 'create', 'delete', 'resize', 'format']);
export type PartitionAction = z.infer<typeof partitionAction>;

export const plannedPartition = z.object({
  number: z.number().int(),
  /** What the new system uses it for; other: nothing. */
  role: partitionRole,
  action: partitionAction,
  /** GPT type GUID, lower case; of an old partition as it was found, null when that was not told. */
  typeGuid: z.string().nullable(),
  /** Name in the table; null: none. */
  label: z.string().nullable(),
  startBytes: z.number().int(),
  sizeBytes: z.number().int(),
  /** Kernel name, valid while the disk's identity holds, e.g. /dev/nvme0n1p3. */
  path: z.string(),
  /** UUID in the table; null: sfdisk chooses it. */
  partUuid: z.string().nullable(),
  /** GPT attributes as `sfdisk --json` names them. */
  flags: z.array(z.string()),
  /** As it was found; null for a new one. */
  was: z.object({ sizeBytes: z.number().int(), fileSystem: z.string().nullable() }).nullable(),
  /** Of one that was found: what is written anew into its entry of the table; absent: nothing. */
  entry: z
    .object({
      label: z.string().optional(),
      flags: z.array(z.string()).optional(),
      typeGuid: z.string().optional(),
    })
    .optional(),
});
export type PlannedPartition = z.infer<typeof plannedPartition>;

/** One disk whose table is written or whose partitions are used; partitions in disk order, those that go included. */
export const layoutDisk = z.object({
  identity: diskIdentitySchema,
  /** New: nothing of the old one stays. Kept: disk GUID and what is not named stay as they are. */
  table: z.enum(['new', 'kept']),
  sectorBytes: z.number().int(),
  /** All of it is discarded first. */
  discard: z.boolean(),
  partitions: z.array(plannedPartition),
});
export type LayoutDisk = z.infer<typeof layoutDisk>;

/** A device that a layer above the partitions makes, e.g. /dev/md/particleos-root. */
const layer = z.object({ name: z.string(), path: z.string() });

export const plannedFileSystem = z.object({
  /** Names its steps and the hole of its UUID: root, boot, esp, swap, data1, ... */
  id: z.string(),
  action: z.enum(['make', 'keep']),
  type: z.enum(['ext4', 'btrfs', 'xfs', 'vfat', 'swap']),
  /** Nodes of the partitions it lies on; several are a mirror. */
  partitions: z.array(z.string()),
  /** MD RAID1 of the partitions, below everything else. */
  mirror: layer.nullable(),
  /** LUKS above partition or mirror. */
  luks: layer.nullable(),
  /** Place in the installed system; null: none. */
  mount: z.string().nullable(),
  /** btrfs: made in it, and mounted in place of its top. */
  subvolumes: z.array(z.object({ name: z.string(), mount: z.string() })),
  /** For mount(8), beside what every one gets. */
  options: z.array(z.string()),
  /** Where somebody else has mounted it; null: the plan mounts it. */
  boundFrom: z.string().nullable(),
});
export type PlannedFileSystem = z.infer<typeof plannedFileSystem>;

export const layoutSchema = z.object({
  kind: z.enum(['erase', 'free-space', 'alongside', 'replace', 'keep-data', 'manual', 'mounted']),
  /** The disk that the firmware starts from is the first. */
  disks: z.array(layoutDisk).min(1),
  fileSystems: z.array(plannedFileSystem),
  /** Where somebody else has mounted it all; null: the plan mounts it. */
  mountedAt: z.string().nullable(),
  /** The stateroot that is there already and whose /var stays; null: a new one is made. */
  stateroot: z.object({ name: z.string(), place: z.enum(['beside', 'instead']) }).nullable(),
  /** Size of a swap file in the root; 0: none. */
  swapFileBytes: z.number().int(),
  /** The ESP holds loaders of others: nothing of theirs is written over. */
  sharedEsp: z.boolean(),
  /** What a kept system has beside its own parts; absent: nothing. */
  takenOver: takenOverSchema.optional(),
});
/** What the disks will be like: tables, file systems on them, and what becomes of what is there. */
export type Layout = z.infer<typeof layoutSchema>;

/** The disk that the firmware starts from. */
export function bootDisk({ disks }: Layout): LayoutDisk {
  const [disk] = disks;
  if (disk === undefined) throw new Error('layout without a disk');
  return disk;
}

/** The partition of the boot disk with that role; the layouts make sure that what is asked for is there. */
export function partitionOf(layout: Layout, role: PartitionRole): PlannedPartition {
  const found = findPartition(layout, role);
  if (found === undefined) throw new Error(`layout without ${role}`);
  return found;
}

/** The partition of the boot disk with that role, undefined when there is none. */
export function findPartition(layout: Layout, role: PartitionRole): PlannedPartition | undefined {
  return bootDisk(layout).partitions.find((p) => p.role === role && p.action !== 'delete');
}

/** The file system with that id, undefined when there is none. */
export function fileSystemOf({ fileSystems }: Layout, id: string): PlannedFileSystem | undefined {
  return fileSystems.find((candidate) => candidate.id === id);
}

/** The device that a file system is made on and mounted from. */
export function deviceOf({ luks, mirror, partitions }: PlannedFileSystem): string {
  return luks?.path ?? mirror?.path ?? partitions[0] ?? '';
}
