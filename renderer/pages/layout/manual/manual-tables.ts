// SPDX-License-Identifier: Apache-2.0
import type { Disk } from '../../../../core/facts/facts.ts';
import type { DiskSelector } from '../../../../core/request/disk-selector.ts';
import type { LayoutRequest, ManualDisk } from '../../../../core/request/layout-request.ts';
import { sameSelector } from '../../../machine/disk-selector.ts';

export type Manual = Extract<LayoutRequest, { kind: 'manual' }>;

interface Named {
  readonly disk: Disk;
  readonly selector: DiskSelector;
}

/** A table to begin with: what is there stays, where something can be added to it. */
function untouched({ disk, selector }: Named): ManualDisk {
  return { disk: selector, table: disk.table === 'gpt' ? 'keep' : 'new', partitions: [] };
}

/** The table of a disk as the layout has it; one that it does not name is left as it is. */
export function tableOf({ disks }: Manual, named: Named): ManualDisk {
  return disks.find(({ disk }) => sameSelector(disk, named.selector)) ?? untouched(named);
}

/** The layout with that table. The disk of the system stays first; another one that is left as it is is not named. */
export function withTable({ kind, disks }: Manual, named: Named, table: ManualDisk): Manual {
  const at = disks.findIndex(({ disk }) => sameSelector(disk, named.selector));
  const isIdle = at !== 0 && JSON.stringify(table) === JSON.stringify(untouched(named));
  if (isIdle) return { kind, disks: disks.filter((_, index) => index !== at) };
  return { kind, disks: at === -1 ? [...disks, table] : disks.with(at, table) };
}
