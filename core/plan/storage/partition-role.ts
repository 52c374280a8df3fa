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

/** Types of Linux that say nothing against a use: LUKS, and in place of the generic one /home, /srv and /var (UAPI). */
const LUKS_TYPE_GUID = 'ca7d7ccb-63ed-4c53-861c-1742536059cc';
const dataTypeGuids: readonly string[] = [
  '933ac7e1-2eb4-4f13-b844-0e14e2aef915',
  '3b8f8425-20e0-4f3b-907f-1a25a76f98e8',
  '4d21b016-b534-45c2-a9fb-5c16e091fd2d',
];

/**
 * The type that a partition needs that is formatted for a use; null: the one that it has will do. Windows offers to format
 * what has a type of its own, and systemd takes what is called swap for swap (systemd-gpt-auto-generator(8)). An EFI system
 * partition and one for BIOS are not made of something else.
 */
export function typeForUse(role: PartitionRole, found: string | null): string | null {
  if (role === 'other' || role === 'esp' || role === 'bios-boot' || found === null) return null;
  const fitting = [typeGuid[role], typeGuid.data, LUKS_TYPE_GUID, ...(role === 'data' ? dataTypeGuids : [])];
  return fitting.includes(found.toLowerCase()) ? null : typeGuid[role];
}

/** Member of a Linux software RAID: nothing mounts one by its type. */
export const RAID_TYPE_GUID = 'a19d880f-05fc-4d3b-a006-743f0f84911e';
