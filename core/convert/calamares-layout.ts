// SPDX-License-Identifier: Apache-2.0
import type { Disk } from '../facts/facts.ts';
import { errorIssue, type Issue } from '../issues/issue.ts';
import { partitionSelectorFor } from '../plan/offers/partition-selector-for.ts';
import type { LayoutRequest, PartitionSelector } from '../request/layout-request.ts';
import { calamaresPartition } from './calamares-disk.ts';
import { calamaresManual } from './calamares-manual.ts';
import type { CalamaresStorage } from './calamares-storage.ts';
import { unmapped } from './calamares-unmapped.ts';

/** The layout for what the partition page's jobs have made; undefined: all of the disk. */
interface Laid {
  readonly layout: LayoutRequest | undefined;
  readonly issues: readonly Issue[];
}

/** Where the new system is mounted, when it goes into what Calamares made. */
function mounted({ rootMountPoint }: CalamaresStorage): Laid {
  return rootMountPoint === undefined
    ? { layout: undefined, issues: [errorIssue('calamares-not-mounted', ['layout'])] }
    : { layout: { kind: 'mounted', root: rootMountPoint }, issues: [] };
}

/**
 * Beside another system, or in place of one: what Calamares has made in the room that is free now gives way to the plan's
 * own partitions. So a disk starts under every firmware it would start under with the installer's own wizard, and what is
 * an ESP too small, or one that another loader has, is dealt with there.
 */
function inPlace(storage: CalamaresStorage, disks: readonly Disk[]): Laid {
  const made = (storage.partitions ?? []).filter(({ claimed }) => claimed === true);
  const selectors: PartitionSelector[] = [];
  for (const { device } of made) {
    const found = calamaresPartition(device ?? '', disks);
    if ('code' in found) return { layout: undefined, issues: [found] };
    const selector = partitionSelectorFor(found.disk, found.partition);
    if (selector !== null) selectors.push(selector);
  }
  return selectors.length === 0
    ? { layout: undefined, issues: [errorIssue('calamares-no-root', ['disk'])] }
    : { layout: { kind: 'replace', partitions: selectors }, issues: [] };
}

/** How the disk is laid out, by the choice on the partition page and what its jobs have made. */
export function calamaresLayout(storage: CalamaresStorage, disks: readonly Disk[]): Laid {
  if (storage.particleos?.layout === 'mounted') return mounted(storage);
  const choice = storage.partitionChoices?.install ?? 'erase';
  switch (choice) {
    case 'erase':
      return { layout: undefined, issues: [] };
    case 'replace':
    case 'alongside':
      return inPlace(storage, disks);
    case 'manual': {
      const { layout, issues } = calamaresManual(storage, disks);
      return { layout: layout ?? undefined, issues };
    }
    default:
      return { layout: undefined, issues: [unmapped(`the partition choice "${choice}"`)] };
  }
}
