// SPDX-License-Identifier: Apache-2.0
import { describeDisk } from '../facts/disk-identity.ts';
import type { Disk, Partition } from '../facts/facts.ts';
import { selectorFor } from '../facts/selector-for.ts';
import { errorIssue, type Issue } from '../issues/issue.ts';
import type { DiskSelector } from '../request/disk-selector.ts';
import { unmapped } from './calamares-unmapped.ts';

/** Whether a node is a partition of a disk by its name: "sda2" of "sda", "nvme0n1p2" of "nvme0n1". */
function isPartOf(name: string, disk: string): boolean {
  if (!name.startsWith(disk)) return false;
  return (/\d$/.test(disk) ? /^p\d+$/ : /^\d+$/).test(name.slice(disk.length));
}

const nameOf = (device: string): string => device.replace(/^\/dev\//, '');

/** The disk that a node such as "/dev/nvme0n1p2" is, or is a partition of. */
export function diskOf(device: string, disks: readonly Disk[]): Disk | undefined {
  const name = nameOf(device);
  return disks.find((disk) => disk.name === name || isPartOf(name, disk.name));
}

/** Volumes that the page lists as it does disks: "/dev/vg/root", "/dev/mapper/luks-1", "/dev/md0", "/dev/md0p1". */
const volume = /^\/dev\/([^/]+\/.+|md\d+(p\d+)?)$/;

function unknown(device: string, disks: readonly Disk[]): Issue {
  if (volume.test(device)) return unmapped(`a file system on the volume ${device}`);
  const found = disks.map(describeDisk).join('; ') || 'none';
  return errorIssue('calamares-disk-unknown', ['disk'], { device, found });
}

/** A partition that Calamares names by its node, as this machine's facts have it. */
export function calamaresPartition(
  device: string,
  disks: readonly Disk[],
): { disk: Disk; partition: Partition } | Issue {
  const disk = diskOf(device, disks);
  const partition = disk?.partitions.find(({ name }) => name === nameOf(device));
  return disk === undefined || partition === undefined ? unknown(device, disks) : { disk, partition };
}

/** Names the disk of a partition by its identity, because a node's name holds until the next start only. */
export function calamaresDisk(device: string, disks: readonly Disk[]): DiskSelector | Issue {
  const disk = diskOf(device, disks);
  if (disk === undefined) return unknown(device, disks);
  return (
    selectorFor(disk, { disks }) ?? errorIssue('calamares-disk-nameless', ['disk'], { device: disk.path })
  );
}
