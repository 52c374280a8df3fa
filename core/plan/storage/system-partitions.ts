// SPDX-License-Identifier: Apache-2.0
import type { RootFileSystem } from '../../facts/image-content.ts';
import type { Layout, PlannedFileSystem, PlannedPartition } from './layout.ts';
import { labelOf, type WantedPartition } from './erased-disk.ts';
import type { UsedRole } from './partition-role.ts';
import { schemes, type Scheme } from './partition-sizes.ts';

/** The partitions of a system in disk order; rootBytes null: all that is left, swapBytes null: no swap. */
export function systemPartitions(
  scheme: Scheme,
  rootBytes: number | null,
  swapBytes: number | null,
  leftOut: readonly UsedRole[] = [],
): WantedPartition[] {
  const fixed = schemes[scheme].map(([role, sizeBytes]) => ({ role, sizeBytes, label: labelOf(role) }));
  const root = { role: 'root' as const, sizeBytes: rootBytes, label: labelOf('root') };
  const swap = { role: 'swap' as const, sizeBytes: swapBytes, label: labelOf('swap') };
  return [...fixed, ...(swapBytes === null ? [] : [swap]), root].filter(
    ({ role }) => !leftOut.includes(role),
  );
}

/** A file system on one partition, made anew unless it is kept. */
export function simpleFileSystem(
  id: string,
  type: PlannedFileSystem['type'],
  partition: Pick<PlannedPartition, 'path' | 'action'>,
  mount: string | null,
): PlannedFileSystem {
  return {
    id,
    action: ['create', 'format'].includes(partition.action) ? 'make' : 'keep',
    type,
    partitions: [partition.path],
    mirror: null,
    luks: null,
    mount,
    subvolumes: [],
    options: [],
    boundFrom: null,
  };
}

const places: Readonly<Record<string, string>> = { esp: '/boot/efi', boot: '/boot', root: '/' };

/** The file systems of the system's own partitions: ESP, /boot where there is one, root, swap. */
export function systemFileSystems(
  partitions: readonly PlannedPartition[],
  rootFileSystem: RootFileSystem,
): PlannedFileSystem[] {
  const types = { esp: 'vfat', boot: 'ext4', root: rootFileSystem, swap: 'swap' } as const;
  return (['esp', 'boot', 'root', 'swap'] as const).flatMap((role) => {
    const partition = partitions.find((p) => p.role === role && p.action !== 'delete');
    return partition === undefined
      ? []
      : [simpleFileSystem(role, types[role], partition, places[role] ?? null)];
  });
}

/** What a layout says when nothing of it is out of the ordinary. */
export const plainLayout = {
  mountedAt: null,
  stateroot: null,
  sharedEsp: false,
  swapFileBytes: 0,
} as const satisfies Partial<Layout>;
