// SPDX-License-Identifier: Apache-2.0
import type { Disk } from '../../facts/facts.ts';
import type { DiskSelector } from '../../request/disk-selector.ts';
import type { LayoutRequest, ManualDisk, ManualPartition } from '../../request/layout-request.ts';
import { typeGuid } from '../storage/partition-role.ts';
import type { Judge } from './judge.ts';
import type { Offer } from './offer.ts';
import { partitionSelectorFor } from './partition-selector-for.ts';

type Lines = readonly ManualPartition[];

/** The ESPs that are there, each as one to be used, and one that is made. */
function espLines(disk: Disk): Lines {
  const found = disk.partitions.flatMap((p): ManualPartition[] => {
    const partition = partitionSelectorFor(disk, p);
    const fits = p.type?.toLowerCase() === typeGuid.esp && p.fileSystem === 'vfat';
    return fits && partition !== null ? [{ action: 'keep', partition, role: 'esp' }] : [];
  });
  return [...found, { action: 'create', role: 'esp', size: '1 GiB' }];
}

/** Tables to begin with, the ones that change least first. */
function proposals(disk: Disk, isBios: boolean): Pick<ManualDisk, 'table' | 'partitions'>[] {
  const tables = disk.table === 'gpt' ? (['keep'] as const) : (['new'] as const);
  const bios: Lines = isBios ? [{ action: 'create', role: 'bios-boot', size: '1 MiB' }] : [];
  const root: ManualPartition = { action: 'create', role: 'root' };
  const boots: readonly Lines[] = [[{ action: 'create', role: 'boot', size: '1 GiB' }], []];
  return tables.flatMap((table) =>
    espLines(disk)
      .filter(({ action }) => table === 'keep' || action === 'create')
      .flatMap((esp) =>
        boots.map((boot) => ({ table, partitions: [...bios, esp, ...boot, root] as ManualPartition[] })),
      ),
  );
}

/** By hand: the first table that would do, to be changed; an empty one where none does. */
export function manualOffer(
  disk: Disk,
  selector: DiskSelector,
  isBios: boolean,
  judge: Judge,
): Pick<Offer, 'kind' | 'layout' | 'issues'> {
  const kind = 'manual';
  const layoutOf = (one: Pick<ManualDisk, 'table' | 'partitions'>): LayoutRequest => ({
    kind,
    disks: [{ disk: selector, ...one }],
  });
  for (const proposal of proposals(disk, isBios)) {
    const layout = layoutOf(proposal);
    if (judge(layout).length === 0) return { kind, layout, issues: [] };
  }
  const layout = layoutOf({ table: disk.table === 'gpt' ? 'keep' : 'new', partitions: [] });
  return { kind, layout, issues: judge(layout) };
}
