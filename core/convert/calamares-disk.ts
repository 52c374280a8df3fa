// SPDX-License-Identifier: Apache-2.0
import { describeDisk } from '../facts/disk-identity.ts';
import type { Disk } from '../facts/facts.ts';
import { errorIssue, type Issue } from '../issues/issue.ts';
import type { DiskSelector } from '../request/disk-selector.ts';

/** Whether a node is a partition of a disk by its name: "sda2" of "sda", "nvme0n1p2" of "nvme0n1". */
function isPartOf(name: string, disk: string): boolean {
  if (!name.startsWith(disk)) return false;
  return (/\d$/.test(disk) ? /^p\d+$/ : /^\d+$/).test(name.slice(disk.length));
}

/** The disk that a node such as "/dev/nvme0n1p2" is, or is a partition of. */
function diskOf(device: string, disks: readonly Disk[]): Disk | undefined {
  const name = device.replace(/^\/dev\//, '');
  return disks.find((disk) => disk.name === name || isPartOf(name, disk.name));
}

/** By what a disk can be told from all others; null when by nothing. */
function selectorOf(disk: Disk, disks: readonly Disk[]): DiskSelector | null {
  const alone = (same: (other: Disk) => boolean): boolean =>
    disks.every((other) => other.name === disk.name || other.unsuitable !== null || !same(other));
  const { serial, wwn, byId } = disk;
  if (serial !== null && alone((other) => other.serial === serial)) return { serial };
  if (wwn !== null && alone((other) => other.wwn === wwn)) return { wwn };
  const [name] = byId;
  if (name !== undefined) return { byId: name };
  return alone(() => true) ? { only: true } : null;
}

/** Names the disk of a partition by its identity, because a node's name holds until the next start only. */
export function calamaresDisk(device: string, disks: readonly Disk[]): DiskSelector | Issue {
  const disk = diskOf(device, disks);
  if (disk === undefined) {
    const found = disks.map(describeDisk).join('; ') || 'none';
    return errorIssue('calamares-disk-unknown', ['disk'], { device, found });
  }
  return selectorOf(disk, disks) ?? errorIssue('calamares-disk-nameless', ['disk'], { device: disk.path });
}
