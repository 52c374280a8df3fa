// SPDX-License-Identifier: Apache-2.0
import type { Disk, Facts, Partition } from '../../facts/facts.ts';
import { errorIssue, warningIssue, type Issue } from '../../issues/issue.ts';
import type { Layout, PlannedPartition } from './layout.ts';

const at = ['layout'];

interface Found {
  readonly partition: Partition;
  /** What becomes of it; null: all of its disk is left alone. */
  readonly planned: PlannedPartition | null;
  /** What is on it is lost. */
  readonly isLost: boolean;
}

function foundOn(disk: Disk, { disks }: Layout): Found[] {
  const on = disks.find(({ identity }) => identity.path === disk.path);
  return disk.partitions.map((partition) => {
    const planned = on?.partitions.find((p) => p.was !== null && p.number === partition.number) ?? null;
    const isLost = on?.table === 'new' || ['delete', 'format'].includes(planned?.action ?? 'keep');
    return { partition, planned: on?.table === 'new' ? null : planned, isLost };
  });
}

/** What a hibernated Linux may have mounted: it writes what it remembers of it over what it finds. */
const MOUNTED = ['ext2', 'ext3', 'ext4', 'btrfs', 'xfs', 'f2fs', 'crypto_LUKS'];

/**
 * Nothing that a hibernated Linux may have mounted is made smaller or written to while the swap with its memory stays. Of a
 * btrfs nothing else tells: it is clean at all times.
 */
function checkAsleep(found: readonly Found[]): Issue[] {
  if (!found.some(({ partition, isLost }) => !isLost && partition.fileSystem === 'swsuspend')) return [];
  return found.flatMap(({ partition, planned }) => {
    const isUsed = ['root', 'boot', 'data'].includes(planned?.role ?? 'other') && planned?.action === 'keep';
    const isTouched = isUsed || planned?.action === 'resize';
    return isTouched && MOUNTED.includes(partition.fileSystem ?? '')
      ? [errorIssue('shrink-hibernated', at, { partition: partition.name })]
      : [];
  });
}

/** Parts of one file system or array have one UUID (blkid(8)). */
const OF_SEVERAL = ['btrfs', 'linux_raid_member', 'zfs_member'];

/** Which partitions belong together, by the name of what lies on them. */
function groups(found: readonly Found[], { volumes }: Pick<Facts, 'volumes'>): [string, Found[]][] {
  const byUuid = new Map<string, Found[]>();
  for (const one of found) {
    const { fileSystem, uuid } = one.partition;
    if (uuid === null || !OF_SEVERAL.includes(fileSystem ?? '')) continue;
    const name = `${fileSystem} ${uuid}`;
    byUuid.set(name, [...(byUuid.get(name) ?? []), one]);
  }
  const byVolume = volumes.map(({ name, members }): [string, Found[]] => [
    name,
    found.filter(({ partition }) => members.includes(partition.name)),
  ]);
  return [...byUuid, ...byVolume];
}

/** What is lost takes with it what else lies on the same volume: of a mirror nothing, of all else everything. */
function checkTorn(found: readonly Found[], facts: Pick<Facts, 'volumes'>): Issue[] {
  return groups(found, facts).flatMap(([volume, parts]) => {
    const lost = parts.filter(({ isLost }) => isLost);
    const staying = parts.filter(({ isLost }) => !isLost);
    if (lost.length === 0 || staying.length === 0) return [];
    const names = (some: readonly Found[]): string => some.map(({ partition }) => partition.name).join(', ');
    const params = { volume, lost: names(lost), staying: names(staying) };
    const isUsed = staying.some(({ planned }) => planned !== null && planned.role !== 'other');
    return [isUsed ? errorIssue('volume-torn', at, params) : warningIssue('volume-torn', at, params)];
  });
}

/** What a layout does to things that it does not name. */
export function checkKept(layout: Layout, facts: Pick<Facts, 'disks' | 'volumes'>): Issue[] {
  // What somebody else has mounted is as they made it.
  if (layout.mountedAt !== null) return [];
  const found = facts.disks.flatMap((disk) => foundOn(disk, layout));
  return [...checkAsleep(found), ...checkTorn(found, facts)];
}
