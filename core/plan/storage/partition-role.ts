// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';

export const partitionRole = z.enum(['bios-boot', 'esp', 'boot', 'root', 'swap', 'data', 'other']);
/** What the new system uses a partition for; other: nothing. */
export type PartitionRole = z.infer<typeof partitionRole>;
export type UsedRole = Exclude<PartitionRole, 'other'>;

/**
 * GPT type GUIDs: UEFI spec (ESP), GRUB manual (BIOS boot), UAPI Discoverable Partitions (XBOOTLDR, root, swap, generic
 * data). /home and /var get the generic one: what fstab mounts need not be found a second time.
 */
export const typeGuid = {
  'bios-boot': '21686148-6449-6e6f-744e-656564454649',
  esp: 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b',
  boot: 'bc13c2ff-59e6-4262-a352-b275fd6f7172',
  root: '4f68bce3-e8cd-4db1-96e7-fbcaf984b709',
  swap: '0657fd6d-a4ab-43c4-84e5-0933c84b4f4f',
  data: '0fc63daf-8483-4772-8e79-3d69d8477de4',
} as const satisfies Record<UsedRole, string>;

/** Member of a Linux software RAID: nothing mounts one by its type. */
export const RAID_TYPE_GUID = 'a19d880f-05fc-4d3b-a006-743f0f84911e';
