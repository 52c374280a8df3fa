// SPDX-License-Identifier: Apache-2.0
import type { Disk, Facts } from '../../facts/facts.ts';
import { errorIssue, warningIssue, type Issue } from '../../issues/issue.ts';
import type { LayoutQuestion } from './layout-question.ts';
import type { Layout, PlannedPartition } from './layout.ts';
import { OF_SEVERAL, sameUuid } from './same-uuid.ts';

const at = ['layout'];

/** A partition, or a whole disk without a table. */
interface Found {
  readonly name: string;
  readonly fileSystem: string | null;
  readonly uuid: string | null;
  /** What becomes of it; null: it has no place in a table that is kept. */
  readonly planned: PlannedPartition | null;
  /** What is on it is lost. */
  readonly isLost: boolean;
}

function foundOn(disk: Disk, { disks }: Layout): Found[] {
  const on = disks.find(({ identity }) => identity.path === disk.path);
  const isNew = on?.table === 'new';
  if (disk.table === null) {
    const { name, content: fileSystem, contentUuid: uuid = null } = disk;
    return [{ name, fileSystem, uuid, planned: null, isLost: isNew }];
  }
  return disk.partitions.map(({ name, number, fileSystem, uuid }) => {
    const planned = on?.partitions.find((p) => p.was !== null && p.number === number) ?? null;
    const isLost = isNew || ['delete', 'format'].includes(planned?.action ?? 'keep');
    return { name, fileSystem, uuid, planned: isNew ? null : planned, isLost };
  });
}

/** What a hibernated Linux may have mounted: it writes what it remembers of it over what it finds. */
const MOUNTED = ['ext2', 'ext3', 'ext4', 'btrfs', 'xfs', 'f2fs', 'crypto_LUKS', 'vfat'];

/** Whether the memory of a hibernated Linux stays, in a partition or in a volume that is open here. */
function sleeps(found: readonly Found[], { volumes }: Pick<Facts, 'volumes'>): boolean {
  const members = volumes
    .filter(({ fileSystem }) => fileSystem === 'swsuspend')
    .flatMap((one) => one.members);
  return found.some(
    ({ name, fileSystem, isLost }) => !isLost && (fileSystem === 'swsuspend' || members.includes(name)),
  );
}

/**
 * Nothing that a hibernated Linux may have mounted is made smaller or written to while the swap with its memory stays. Of a
 * btrfs nothing else tells: it is clean at all times. An EFI system partition that is shared is mounted there as well; it
 * is named where nothing else says which system it is.
 */
function checkAsleep(found: readonly Found[], facts: Pick<Facts, 'volumes'>): Issue[] {
  if (!sleeps(found, facts)) return [];
  const touched = found.filter(({ fileSystem, planned }) => {
    const isUsed = ['root', 'boot', 'esp', 'data'].includes(planned?.role ?? 'other');
    const isTouched = (isUsed && planned?.action === 'keep') || planned?.action === 'resize';
    return isTouched && MOUNTED.includes(fileSystem ?? '');
  });
  const own = touched.filter(({ planned }) => planned?.role !== 'esp');
  return (own.length > 0 ? own : touched).map(({ name }) =>
    errorIssue('shrink-hibernated', at, { partition: name }),
  );
}

/** Which partitions belong together, by the name of what lies on them. */
function groups(found: readonly Found[], { volumes }: Pick<Facts, 'volumes'>): [string, Found[]][] {
  const byUuid = new Map<string, Found[]>();
  for (const one of found) {
    const { fileSystem, uuid } = one;
    if (uuid === null || !OF_SEVERAL.includes(fileSystem ?? '')) continue;
    const name = `${fileSystem} ${uuid}`;
    byUuid.set(name, [...(byUuid.get(name) ?? []), one]);
  }
  const byVolume = volumes.map(({ name, members }): [string, Found[]] => [
    name,
    found.filter((one) => members.includes(one.name)),
  ]);
  return [...byUuid, ...byVolume];
}

/** What is lost takes with it what else lies on the same volume: of a mirror nothing, of all else everything. */
function checkTorn(found: readonly Found[], facts: Pick<Facts, 'volumes'>): Issue[] {
  return groups(found, facts).flatMap(([volume, parts]) => {
    const lost = parts.filter(({ isLost }) => isLost);
    const staying = parts.filter(({ isLost }) => !isLost);
    if (lost.length === 0 || staying.length === 0) return [];
    const names = (some: readonly Found[]): string => some.map(({ name }) => name).join(', ');
    const params = { volume, lost: names(lost), staying: names(staying) };
    const isUsed = staying.some(({ planned }) => planned !== null && planned.role !== 'other');
    return [isUsed ? errorIssue('volume-torn', at, params) : warningIssue('volume-torn', at, params)];
  });
}

/** What is kept for the new system is found by its UUID at start; bootc's finds its ESP beside its root. */
function checkCopies(
  found: readonly Found[],
  { facts, engine }: Pick<LayoutQuestion, 'facts' | 'engine'>,
): Issue[] {
  const lost = new Set(found.filter(({ isLost }) => isLost).map(({ name }) => name));
  return found.flatMap((one) => {
    const { name, planned } = one;
    const role = planned?.role ?? 'other';
    const isKept = planned?.action === 'keep' || planned?.action === 'resize';
    if (!isKept || role === 'other' || (role === 'esp' && engine === 'bootc')) return [];
    const other = sameUuid(one, facts.disks, (partition) => !lost.has(partition.name));
    return other === null ? [] : [errorIssue('uuid-twice', at, { partition: name, other })];
  });
}

/** What a layout does to things that it does not name. */
export function checkKept(layout: Layout, question: Pick<LayoutQuestion, 'facts' | 'engine'>): Issue[] {
  const { facts } = question;
  // What somebody else has mounted is as they made it.
  if (layout.mountedAt !== null) return [];
  const found = facts.disks.flatMap((disk) => foundOn(disk, layout));
  return [...checkAsleep(found, facts), ...checkTorn(found, facts), ...checkCopies(found, question)];
}
