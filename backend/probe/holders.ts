// SPDX-License-Identifier: Apache-2.0
import type { Holder } from '../../core/facts/facts.ts';
import type { BlockExtra } from './block-extra.ts';
import { withDescendants, type LsblkNode } from './lsblk-schema.ts';

/**
 * Everything that keeps a whole disk busy, in names a person knows: mount points, swap, mapper and MD names.
 * A partition that nobody uses is no holder, nor is an LVM or RAID member whose volume is not active.
 */
export function holdersOf(disk: LsblkNode, roots: readonly LsblkNode[], extra: BlockExtra): Holder[] {
  const found = new Map<string, Holder>();
  const add = (kind: Holder['kind'], name: string, device: string): void => {
    // One volume on two partitions of a disk stands below both.
    found.set(`${kind} ${name} ${device}`, { kind, name, device });
  };
  for (const node of withDescendants(disk)) {
    const points = node.mountpoints.length > 0 ? node.mountpoints : poolMounts(node, roots, extra);
    for (const point of points) {
      if (point === '[SWAP]') add('swap', 'swap', node.name);
      else add('mount', point, node.name);
    }
    for (const child of node.children) {
      if (child.type !== 'part') add('device', child.name, node.name);
    }
  }
  return [...found.values()];
}

/**
 * Mount points of a file system on several devices, for the members that mountinfo does not name:
 * lsblk before 2.42 shows them as free.
 */
function poolMounts(node: LsblkNode, roots: readonly LsblkNode[], extra: BlockExtra): string[] {
  if (node.fstype === 'zfs_member' && node.label !== null) {
    const pool = node.label;
    return extra.mounts
      .filter((mount) => mount.type === 'zfs' && mount.source.split('/')[0] === pool)
      .map((mount) => mount.point);
  }
  if (node.fstype === 'bcachefs') {
    return extra.mounts
      .filter((mount) => mount.type === 'bcachefs' && mount.source.split(':').includes(node.path))
      .map((mount) => mount.point);
  }
  const group = extra.btrfs.find((members) => members.includes(node.kname));
  if (group === undefined) return [];
  const points = new Set<string>();
  for (const root of roots) {
    for (const member of withDescendants(root)) {
      if (group.includes(member.kname)) for (const point of member.mountpoints) points.add(point);
    }
  }
  // Mounted where this process cannot see it (another mount namespace) is busy all the same.
  return points.size > 0 ? [...points] : ['btrfs'];
}
