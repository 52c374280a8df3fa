// SPDX-License-Identifier: Apache-2.0
import type { Holder } from '../../../core/facts/facts.ts';
import { lookedInto, type Place } from './look-inside.ts';
import type { LsblkNode } from '../lsblk-schema.ts';

/** A file system on a disk that may be looked into. */
export interface FoundPlace {
  readonly node: LsblkNode;
  /** Kernel name of the partition that it is on, however many layers down; of the disk where there is none. */
  readonly partition: string;
  readonly place: Place;
  /** It lies on the partition itself and nobody uses it, so that its own tools may be asked. */
  readonly isFree: boolean;
}

/** The file systems of one disk, in disk order: at a device where they are free, where they are mounted otherwise. Pure. */
export function placesOn(disk: LsblkNode, holders: readonly Holder[]): FoundPlace[] {
  const found: FoundPlace[] = [];
  const walk = (node: LsblkNode, partition: string): void => {
    const fileSystem = node.fstype;
    const directory = mountOf(node);
    // A file system on several devices may be mounted by the name of another one.
    const isHeld = holders.some(({ device }) => device === node.name);
    const isFree = node.children.length === 0 && node.mountpoints.length === 0 && !isHeld;
    if (fileSystem !== null && lookedInto.includes(fileSystem)) {
      const isPlain = node === disk || node.type === 'part';
      if (directory !== null)
        found.push({ node, partition, place: { directory, fileSystem }, isFree: false });
      else if (isFree)
        found.push({ node, partition, place: { device: node.path, fileSystem }, isFree: isPlain });
    }
    for (const child of node.children) {
      // One path of several to a disk that is shown by itself.
      if (child.type === 'mpath') continue;
      walk(child, child.type === 'part' && node === disk ? child.kname : partition);
    }
  };
  walk(disk, disk.kname);
  return found;
}

/** Where it is mounted; the shortest path is the least likely to be a directory of it only. */
function mountOf({ mountpoints }: LsblkNode): string | null {
  const directories = mountpoints.filter((point) => point.startsWith('/'));
  return directories.toSorted((a, b) => a.length - b.length)[0] ?? null;
}
