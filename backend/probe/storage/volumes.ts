// SPDX-License-Identifier: Apache-2.0
import type { Volume } from '../../../core/facts/storage-facts.ts';
import type { LsblkNode } from '../lsblk-schema.ts';

/** What lsblk calls a device made of others; a multipath map is shown as a disk. */
function kindOf({ type }: LsblkNode): Volume['kind'] | null {
  if (type === 'crypt') return 'luks';
  if (type === 'lvm') return 'lvm';
  if (type === 'dm') return 'device-mapper';
  // An array shows its personality (util-linux, misc-utils/lsblk.c, get_type).
  return /^(raid\d+|linear|faulty|container|md)$/.test(type) ? 'md' : null;
}

/**
 * What is assembled or unlocked here, each once, in order of name. Pure.
 * Its members are the partitions and whole disks below it, however many layers down.
 */
export function volumesFrom(roots: readonly LsblkNode[]): Volume[] {
  const found = new Map<string, { volume: Volume; members: Set<string> }>();
  const walk = (node: LsblkNode, below: LsblkNode | null, member: string): void => {
    const kind = kindOf(node);
    if (kind !== null && below !== null) {
      const known = found.get(node.kname) ?? { volume: volumeFrom(node, below, kind), members: new Set() };
      known.members.add(member);
      found.set(node.kname, known);
    }
    for (const child of node.children)
      walk(child, node, child.type === 'part' && kind === null ? child.kname : member);
  };
  for (const root of roots) walk(root, null, root.kname);
  return [...found.values()]
    .map(({ volume, members }) => ({ ...volume, members: [...members].sort() }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

function volumeFrom(node: LsblkNode, below: LsblkNode, kind: Volume['kind']): Volume {
  return {
    kind,
    name: node.name,
    path: node.path,
    // A member carries the UUID of its array, a LUKS partition that of its header; a physical volume only its own.
    uuid: kind === 'md' || kind === 'luks' ? below.uuid : null,
    level: kind === 'md' ? node.type : null,
    members: [],
    sizeBytes: node.size,
    fileSystem: node.fstype,
  };
}
