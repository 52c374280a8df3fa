// SPDX-License-Identifier: Apache-2.0
import type { BlockExtra } from './block-extra.ts';
import { withDescendants, type LsblkNode } from './lsblk-schema.ts';
import { mountOf, type Mount } from './mountinfo.ts';

/** Where dracut's dmsquash-live and Debian's live-boot mount the medium they were started from. */
export const LIVE_MOUNTS = ['/run/initramfs/live', '/run/live/medium'] as const;

/**
 * Kernel names of the whole disks the live system runs from, followed through partitions, LUKS, LVM and
 * loop devices (an ISO file on another disk). Empty when nothing is mounted there, e.g. a copy in memory.
 */
export function liveMediumDisks(roots: readonly LsblkNode[], extra: BlockExtra): Set<string> {
  const found = new Set<string>();
  const followed = new Set<string>();
  const follow = (mount: Mount | undefined): void => {
    if (mount === undefined || followed.has(mount.point)) return;
    followed.add(mount.point);
    for (const disk of disksBelow(roots, mount)) {
      const file = extra.loops[disk.kname];
      if (file === undefined) found.add(disk.kname);
      else follow(mountOf(extra.mounts, file));
    }
  };
  for (const point of LIVE_MOUNTS) follow(extra.mounts.findLast((mount) => mount.point === point));
  return found;
}

/** Whole disks below a mount; by source path too, because btrfs mounts have an anonymous device number. */
function disksBelow(roots: readonly LsblkNode[], mount: Mount): LsblkNode[] {
  return roots.filter((disk) => {
    for (const node of withDescendants(disk)) {
      if (node['maj:min'].trim() === mount.majMin || node.path === mount.source) return true;
    }
    return false;
  });
}
