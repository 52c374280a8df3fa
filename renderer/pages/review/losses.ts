// SPDX-License-Identifier: Apache-2.0
import { identityOf, type DiskIdentity } from '../../../core/facts/disk-identity.ts';
import type { Disk } from '../../../core/facts/facts.ts';
import type { Plan } from '../../../core/plan/plan.ts';
import { lostBy } from '../../../core/plan/storage/content-lost.ts';
import type { LayoutDisk } from '../../../core/plan/storage/layout.ts';
import { namesOn, systemOn, type ContentKind } from '../../machine/disk-content.ts';

/** What a plan does to one disk that cannot be undone. */
export interface Loss {
  readonly planned: LayoutDisk;
  /** All of the disk, whatever was seen on it. */
  readonly isWhole: boolean;
  /** Operating systems and the like, in a person's words. */
  readonly names: readonly string[];
  /** One line a partition, as the plan has it. */
  readonly lines: readonly string[];
}

/** What was seen of the disk of a plan. The face looked earlier: another disk may have its node by now, or another table be on it. */
function seenAs(identity: DiskIdentity, disks: readonly Disk[]): Disk | undefined {
  const { edges: _edges, ...planned } = identity;
  return disks.find((disk) => {
    const { edges: _read, ...seen } = identityOf(disk);
    return JSON.stringify(seen) === JSON.stringify(planned);
  });
}

/** The same disk with nothing but what goes. */
function goingOf(planned: LayoutDisk, disk: Disk): Disk {
  const gone = planned.partitions.filter(({ action }) => action === 'delete' || action === 'format');
  const partitions = disk.partitions.filter((p) => gone.some(({ number }) => number === p.number));
  return {
    ...disk,
    partitions,
    systems: disk.systems.filter(({ partitions: [root] }) => partitions.some(({ name }) => name === root)),
  };
}

/** The losses of a plan, by disk; disks that lose nothing are not among them. */
export function lossesOf(plan: Plan, disks: readonly Disk[], word: (kind: ContentKind) => string): Loss[] {
  const { layout } = plan;
  return layout.disks.flatMap((planned): Loss[] => {
    const isWhole = planned.table === 'new';
    const goes = planned.partitions.some(({ action }) => action === 'delete' || action === 'format');
    if (!isWhole && !goes) return [];
    const disk = seenAs(planned.identity, disks);
    // With one disk the plan's own lines are the newest; of one that was not seen like this, they are all there is to tell.
    const lines =
      layout.disks.length === 1 || disk === undefined
        ? plan.lost
        : lostBy({ ...layout, disks: [planned] }, [disk]);
    const names = disk === undefined ? [] : namesOn(isWhole ? disk : goingOf(planned, disk), word);
    return [{ planned, isWhole, names, lines }];
  });
}

/** What stays on a disk whose table is kept. */
export interface Kept {
  readonly key: string;
  readonly name: string;
  readonly sizeBytes: number;
  /** Size before, where it is made smaller; else null. */
  readonly fromBytes: number | null;
}

/** Systems and data that stay, helpers such as loaders aside. */
export function keptBy(
  { layout }: Plan,
  disks: readonly Disk[],
  word: (kind: ContentKind) => string,
): Kept[] {
  return layout.disks.flatMap((planned) => {
    const disk = seenAs(planned.identity, disks);
    if (planned.table === 'new' || disk === undefined) return [];
    const helpers = new Set(disk.systems.flatMap(({ partitions, esp }) => [...partitions.slice(1), esp]));
    return planned.partitions.flatMap((p): Kept[] => {
      const found = disk.partitions.find(({ number }) => number === p.number);
      if (found === undefined || helpers.has(found.name)) return [];
      if (p.action !== 'keep' && p.action !== 'resize') return [];
      const [known] = namesOn({ ...disk, partitions: [found], systems: [] }, word);
      const name = systemOn(disk, found.name)?.name ?? found.label ?? known;
      if (name === undefined) return [];
      const fromBytes = p.sizeBytes < found.sizeBytes ? found.sizeBytes : null;
      return [{ key: found.name, name: `${name} (${found.name})`, sizeBytes: p.sizeBytes, fromBytes }];
    });
  });
}
