// SPDX-License-Identifier: Apache-2.0
import type { Disk } from '../../core/facts/facts.ts';
import type { LsblkNode } from './lsblk-schema.ts';

/** Kernel names of what lsblk calls "disk" but no system is installed on. */
const byName: readonly (readonly [RegExp, Disk['unsuitable']])[] = [
  [/^zram\d/, 'zram'],
  [/^ram\d/, 'ram-disk'],
  [/^fd\d/, 'floppy'],
  // Network block device, Ceph, DRBD: gone when the network is.
  [/^(nbd|rbd|drbd)\d/, 'network-block'],
  // Boot, replay-protected and general purpose areas of an eMMC (Documentation/driver-api/mmc/mmc-dev-parts.rst).
  [/^mmcblk\d+(boot|rpmb|gp)/, 'emmc-boot-area'],
];

const byType: Readonly<Record<string, Disk['unsuitable']>> = {
  rom: 'optical',
  worm: 'optical',
  'mo-disk': 'optical',
  loop: 'loop',
  mpath: 'mapper',
  dm: 'mapper',
};

/** Transports that need a network before the disk is there (lsblk.c, get_transport). */
const networkTransports = ['iscsi', 'fcoe', 'tcp', 'rdma'];

/** Why nothing can be installed on this whole disk, or null. The reason a person can act on comes first. */
export function unsuitableReason(disk: LsblkNode, isLiveMedium: boolean): Disk['unsuitable'] {
  if (isLiveMedium) return 'live-medium';
  const kind = byType[disk.type] ?? byName.find(([name]) => name.test(disk.kname))?.[1] ?? null;
  if (kind !== null) return kind;
  if (disk.tran !== null && networkTransports.includes(disk.tran)) return 'network-block';
  // A card reader's slot or a drive without a disc: the device is there, its medium is not.
  if (disk.size === 0) return 'no-medium';
  if (disk.ro) return 'read-only';
  // Some USB bridges call themselves a "reduced block commands" disk (lib/blkdev.c, blkdev_scsi_type_to_name).
  return disk.type === 'disk' || disk.type === 'rbc' ? null : 'mapper';
}
