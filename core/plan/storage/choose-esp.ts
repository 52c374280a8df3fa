// SPDX-License-Identifier: Apache-2.0
import type { Disk, Partition } from '../../facts/facts.ts';
import type { FoundSystem } from '../../facts/storage-facts.ts';
import { errorIssue, warningIssue, type Issue } from '../../issues/issue.ts';
import type { LayoutQuestion } from './layout-question.ts';
import { typeGuid } from './partition-role.ts';
import { espFreeNeeded } from './partition-sizes.ts';
import { sameUuid } from './same-uuid.ts';

/** The ESP that is used again, or that a new one is made, and what there is to say of it. */
export interface EspChoice {
  readonly esp: Partition | null;
  /** Loaders of other systems stand on it. */
  readonly shared: boolean;
  readonly issues: readonly Issue[];
}

const at = ['layout'];

/** Free bytes of an ESP; 0 where nobody looked into it. */
function freeBytes({ sizeBytes, usedBytes }: Partition): number {
  return usedBytes === null ? 0 : Math.max(0, sizeBytes - usedBytes);
}

/**
 * A Linux whose loader stands on this ESP. Debian's signed GRUB reads EFI/debian/grub.cfg and nothing else, so two
 * systems of that kind on one ESP would start the one that was installed last.
 */
function linuxOn(where: Where, esp: Partition): string | null {
  const found = linuxesOn(where.disk, esp).find((system) => stays(where.disk, system, where.gone));
  return found?.name ?? debianOn(where, esp);
}

/** A disk with an ESP, as a layout leaves it. */
export interface Where {
  readonly disk: Disk;
  /** Numbers of its partitions that are removed, or whose content is. */
  readonly gone: ReadonlySet<number>;
  /** Every disk of the machine. */
  readonly disks: readonly Disk[];
}

/** What a system may lie in that nobody has looked into. */
const CLOSED = ['crypto_LUKS', 'LVM2_member', 'linux_raid_member', 'zfs_member', 'bcache'];

/**
 * Who would not start any more if our loader were put on this ESP; null: nobody. A system that is encrypted, or lies on
 * another disk, is known by its loader alone; a loader that nothing is left of was left behind.
 */
export function debianOn({ disk, gone, disks }: Where, esp: Partition): string | null {
  if (esp.loaders?.some((name) => name.toLowerCase() === 'debian') !== true) return null;
  const owners = linuxesOn(disk, esp);
  const staying = owners.find((system) => stays(disk, system, gone));
  if (staying !== undefined) return staying.name;
  if (owners.length > 0) return null;
  const homeless = disks.flatMap((one) =>
    one.systems.filter((system) => isLinux(system) && system.esp === null && stays(one, system, goneOn(one))),
  );
  const [elsewhere] = homeless;
  if (elsewhere !== undefined) return elsewhere.name;
  const isClosed = disks.some((one) =>
    one.partitions.some((p) => CLOSED.includes(p.fileSystem ?? '') && !goneOn(one).has(p.number ?? 0)),
  );
  return isClosed ? 'a Linux that cannot be looked into' : null;

  function goneOn(one: Disk): ReadonlySet<number> {
    return one.path === disk.path ? gone : new Set();
  }
}

function isLinux({ kind }: FoundSystem): boolean {
  return ['linux', 'ostree', 'bootc'].includes(kind);
}

function linuxesOn(disk: Disk, esp: Partition): FoundSystem[] {
  return ownersOf(disk, esp).filter(isLinux);
}

function ownersOf(disk: Disk, esp: Partition): FoundSystem[] {
  return disk.systems.filter((system) => system.esp === esp.name);
}

function stays(disk: Disk, { partitions: [root] }: FoundSystem, gone: ReadonlySet<number>): boolean {
  return disk.partitions.some((p) => p.name === root && !gone.has(p.number ?? 0));
}

/** Who else starts from it; where no system is known to, somebody may. */
function isShared(disk: Disk, esp: Partition, gone: ReadonlySet<number>): boolean {
  const owners = ownersOf(disk, esp);
  return owners.length === 0 || owners.some((system) => stays(disk, system, gone));
}

function isEsp({ type, fileSystem }: Partition): boolean {
  return type?.toLowerCase() === typeGuid.esp && fileSystem === 'vfat';
}

/** An ESP of the disk is used again when there is room and it can be shared; it is never formatted. gone: numbers of partitions that are removed. */
export function chooseEsp(
  { disk, scheme, engine, facts: { disks } }: LayoutQuestion,
  gone: ReadonlySet<number>,
): EspChoice {
  const where: Where = { disk, gone, disks };
  const found = disk.partitions.filter((p) => isEsp(p) && !gone.has(p.number ?? 0));
  const neededBytes = espFreeNeeded[scheme];
  const none: EspChoice = { esp: null, shared: false, issues: [] };
  // bootc takes the first ESP of the disk, whatever else there is (bootc, find_partition_of_esp).
  const [first] = found;
  if (first === undefined) return none;
  const candidates = engine === 'bootc' ? [first] : found;
  const roomy = candidates.filter((esp) => freeBytes(esp) >= neededBytes);
  const small = { partition: first.name, foundBytes: freeBytes(first), neededBytes };
  if (roomy.length === 0) {
    return engine === 'bootc'
      ? { ...none, issues: [errorIssue('esp-small-bootc', at, small)] }
      : { ...none, issues: [warningIssue('esp-small', at, small)] };
  }
  const unshared = engine === 'bootc' ? roomy : roomy.filter((esp) => linuxOn(where, esp) === null);
  const copyOf = (esp: Partition): string | null =>
    engine === 'bootc' ? null : sameUuid(esp, disks, () => true);
  const [esp] = unshared.filter((one) => copyOf(one) === null);
  const [copied] = unshared;
  if (esp === undefined && copied !== undefined) {
    const params = { partition: copied.name, other: copyOf(copied) ?? '' };
    return { ...none, issues: [warningIssue('esp-copied', at, params)] };
  }
  if (esp === undefined) {
    const system = linuxOn(where, roomy[0] ?? first) ?? '';
    const partition = roomy[0]?.name ?? first.name;
    return { ...none, issues: [warningIssue('esp-one-loader', at, { partition, system })] };
  }
  const issues =
    engine === 'bootc' && scheme === 'systemd-boot'
      ? [warningIssue('esp-fallback', at, { partition: esp.name })]
      : [];
  return { esp, shared: isShared(disk, esp, gone), issues };
}
