// SPDX-License-Identifier: Apache-2.0
import type { Disk, Facts, Partition } from '../../../core/facts/facts.ts';
import { unreadBecause, type UnreadSubject } from '../../../core/facts/unread.ts';
import { CommandError, type Runner } from '../../runner/command.ts';
import type { LsblkNode } from '../lsblk-schema.ts';
import { lookInside } from './look-inside.ts';
import type { Look } from './look.ts';
import { measure, type MeasuredDevice } from './measure.ts';
import { placesOn, type FoundPlace } from './places.ts';
import { readBitlocker } from './read-bitlocker.ts';
import { readGpt } from './read-gpt.ts';
import { systemsOn } from './systems-on.ts';
import { reasonOf } from './reason-of.ts';

export interface LookOptions {
  readonly runner: Runner;
  /** Devices may be read: without, only what is mounted here is looked at. */
  readonly isRoot: boolean;
  /** No more is begun once this is true. */
  readonly isLate: () => boolean;
  readonly signal?: AbortSignal | undefined;
}

export interface DiskLook {
  readonly disk: Disk;
  readonly unread: Facts['unread'];
  /** What was seen in each file system. */
  readonly looks: readonly Look[];
}

/** Fills in what is known only to who looks into a disk: table, file systems, operating systems. Rejects only when cancelled. */
export async function lookAtDisk(disk: Disk, node: LsblkNode, options: LookOptions): Promise<DiskLook> {
  const { runner, isRoot, isLate, signal } = options;
  const unread: Facts['unread'] = [];
  const looks: Look[] = [];
  const partitions = new Map(disk.partitions.map((partition) => [partition.name, partition]));
  let found = disk;
  let isCut = false;
  const attempt: Attempt = async (what, at, work) => {
    if (isLate()) {
      isCut = true;
      return null;
    }
    try {
      return await withinTime(work());
    } catch (error) {
      if (error instanceof CommandError && error.reason === 'cancelled') throw error;
      unread.push(
        error instanceof StuckError
          ? unreadBecause('no-answer', what, at)
          : { what, at, reason: reasonOf(error) },
      );
      return null;
    }
  };
  const [table] = await Promise.all([
    isRoot && disk.table === 'gpt' ? attempt('table', disk.path, () => readGpt(runner, disk, signal)) : null,
    isRoot ? readBitlockers(node, { runner, signal, attempt, partitions }) : null,
    (async () => {
      for (const place of placesOn(node, disk.holders)) {
        if (!isRoot && 'device' in place.place) continue;
        await lookAtPlace(place, { runner, signal, attempt, looks, partitions });
      }
    })(),
  ]);
  if (isCut) unread.push(unreadBecause('no-time', 'rest', disk.path));
  if (table !== null) {
    const { usable, backupTable, entries, isHybrid } = table;
    found = { ...found, usable, backupTable, ...(entries === null ? {} : { tableEntries: entries }) };
    if (isHybrid) found = { ...found, hybridTable: true };
    if (!table.isFirstRight) unread.push(unreadBecause('damaged', 'table', disk.path));
  }
  found = {
    ...found,
    partitions: disk.partitions.map(({ name, ...rest }) => partitions.get(name) ?? { name, ...rest }),
  };
  return { disk: { ...found, systems: systemsOn(found, looks) }, unread, looks };
}

/**
 * Longer than any command may take: a process that waits in the kernel for a dying disk cannot even be killed, and must
 * not keep the facts of the others waiting.
 */
const STUCK_MS = 180_000;

class StuckError extends Error {}

async function withinTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const stuck = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new StuckError()), STUCK_MS);
  });
  try {
    return await Promise.race([work, stuck]);
  } finally {
    clearTimeout(timer);
  }
}

/** Reads something of a device; null when that went wrong, which is then noted. */
type Attempt = <T>(what: UnreadSubject, at: string, work: () => Promise<T>) => Promise<T | null>;

interface PlaceContext {
  readonly runner: Runner;
  readonly signal: AbortSignal | undefined;
  readonly attempt: Attempt;
  readonly looks: Look[];
  readonly partitions: Map<string, Partition>;
}

/** What is under BitLocker cannot be looked into, but it says itself how far it is protected. */
async function readBitlockers(
  disk: LsblkNode,
  { runner, signal, attempt, partitions }: Omit<PlaceContext, 'looks'>,
): Promise<void> {
  for (const { kname, path } of disk.children) {
    const own = partitions.get(kname);
    if (own?.encryption !== 'bitlocker') continue;
    const state = await attempt('bitlocker', path, () => readBitlocker(runner, path, own.sizeBytes, signal));
    if (state !== null) partitions.set(kname, { ...own, bitlocker: state });
  }
}

async function lookAtPlace(
  { node, partition, place, isFree }: FoundPlace,
  context: PlaceContext,
): Promise<void> {
  const { runner, signal, attempt, looks, partitions } = context;
  const look = await attempt('content', node.path, () => lookInside(runner, place, signal));
  if (look !== null) looks.push({ partition, uuid: node.uuid, found: look });
  const own = partitions.get(node.kname);
  if (own === undefined) return;
  const measured = isFree
    ? await attempt('room', node.path, () => measure(runner, node.path, place.fileSystem, signal))
    : null;
  partitions.set(node.kname, { ...own, ...filled(own, look, measured) });
}

/** Whose loaders stand on a FAT: the directories below EFI. */
function loadersIn({ files }: Look['found']): string[] {
  return [...files.keys()].flatMap((path) => /^EFI\/([^/]+)$/i.exec(path)?.[1] ?? []);
}

function filled(
  own: Partition,
  look: Look['found'] | null,
  measured: MeasuredDevice | null,
): Pick<Partition, 'usedBytes' | 'minimumBytes' | 'condition' | 'loaders'> {
  // btrfs on several devices is used and shrunk as a whole; the tool speaks of this one.
  const isOneOfSeveral = (measured?.devices ?? 1) > 1;
  const usedBytes = isOneOfSeveral ? measured?.usedBytes : (look?.usedBytes ?? measured?.usedBytes);
  const condition = measured?.condition ?? own.condition;
  const minimumBytes = isOneOfSeveral ? null : (measured?.minimumBytes ?? look?.minimumBytes ?? null);
  return {
    usedBytes: usedBytes ?? null,
    condition,
    minimumBytes: condition === 'clean' ? minimumBytes : null,
    ...(look === null || own.fileSystem !== 'vfat' ? {} : { loaders: loadersIn(look) }),
  };
}
