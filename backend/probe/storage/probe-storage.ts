// SPDX-License-Identifier: Apache-2.0
import type { Disk, Facts } from '../../../core/facts/facts.ts';
import type { Volume } from '../../../core/facts/storage-facts.ts';
import { unreadBecause } from '../../../core/facts/unread.ts';
import { CommandError, type Runner } from '../../runner/command.ts';
import type { LsblkNode } from '../lsblk-schema.ts';
import { lookAtDisk, type DiskLook } from './look-at-disk.ts';
import { hasPhysicalVolume, readLogicalVolumes } from './logical-volumes.ts';
import { placesOn } from './places.ts';
import { reasonOf } from './reason-of.ts';
import { writeCount } from './write-count.ts';

/** What lsblk told. */
export interface SeenDevices {
  readonly disks: readonly Disk[];
  readonly volumes: readonly Volume[];
  readonly nodes: readonly LsblkNode[];
}

export type Storage = Pick<Facts, 'disks' | 'volumes' | 'unread'>;

export interface StorageOptions {
  readonly runner: Runner;
  readonly root: string;
  readonly isRoot: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Disks that are looked at at a time: each waits for its own device. */
const AT_A_TIME = 4;
/** Nobody waits longer than this for facts, however many disks there are; what is under way then is still waited for. */
const PATIENCE_MS = 120_000;

/** What one process has seen already, by runner and path: a service is asked again with every page. */
const seen = new WeakMap<Runner, Map<string, { readonly key: string; readonly look: DiskLook }>>();

/**
 * Looks into the disks that something can be installed on, several at once. Nothing is written and nothing stays
 * mounted. What could not be read is in `unread`; rejects only when cancelled.
 */
export async function probeStorage(seenSoFar: SeenDevices, options: StorageOptions): Promise<Storage> {
  const [looked, named] = await Promise.all([
    lookAtDisks(seenSoFar, options),
    nameVolumes(seenSoFar, options),
  ]);
  return { disks: looked.disks, volumes: named.volumes, unread: [...looked.unread, ...named.unread] };
}

/** Volumes that are not active; most machines have none, and no program is started for it. */
async function nameVolumes(
  { volumes, nodes }: SeenDevices,
  { runner, isRoot, signal }: StorageOptions,
): Promise<Pick<Storage, 'volumes' | 'unread'>> {
  if (!isRoot || !hasPhysicalVolume(nodes)) return { volumes: [...volumes], unread: [] };
  try {
    return { volumes: await readLogicalVolumes(runner, volumes, nodes, signal), unread: [] };
  } catch (error) {
    if (error instanceof CommandError && error.reason === 'cancelled') throw error;
    return { volumes: [...volumes], unread: [{ what: 'volumes', reason: reasonOf(error) }] };
  }
}

async function lookAtDisks(
  { disks, nodes: roots }: SeenDevices,
  options: StorageOptions,
): Promise<Pick<Storage, 'disks' | 'unread'>> {
  const found = new Map<string, DiskLook>();
  const nodes = new Map(roots.map((node) => [node.path, node]));
  const waiting = disks.flatMap((disk) => {
    const node = nodes.get(disk.path);
    return node !== undefined && isWorthALook(disk, node) ? [{ disk, node }] : [];
  });
  const closed = options.isRoot ? [] : waiting.filter(({ disk, node }) => needsRoot(disk, node));
  const started = performance.now();
  const isLate = (): boolean => performance.now() - started > PATIENCE_MS;
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      found.set(next.disk.path, await lookOnce(next.disk, next.node, { ...options, isLate }));
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  return {
    disks: disks.map((disk) => found.get(disk.path)?.disk ?? disk),
    unread: [
      ...[...found.values()].flatMap(({ unread }) => unread),
      ...needingRoot(closed.map(({ disk }) => disk)),
    ],
  };
}

function isWorthALook(disk: Disk, node: LsblkNode): boolean {
  return disk.unsuitable === null && (disk.partitions.length > 0 || placesOn(node, disk.holders).length > 0);
}

function needsRoot(disk: Disk, node: LsblkNode): boolean {
  return disk.table === 'gpt' || placesOn(node, disk.holders).some(({ place }) => 'device' in place);
}

function needingRoot(disks: readonly Disk[]): Facts['unread'] {
  if (disks.length === 0) return [];
  const names = disks.map(({ path }) => path).join(', ');
  return [unreadBecause('needs-root', 'systems', names)];
}

/** A disk that nothing was written to since holds what it held, unless it is in use. */
async function lookOnce(
  disk: Disk,
  node: LsblkNode,
  options: StorageOptions & { readonly isLate: () => boolean },
): Promise<DiskLook> {
  const { runner, root, isRoot } = options;
  const count = disk.holders.length > 0 || !isRoot ? null : await writeCount(root, disk.name);
  const key = count === null ? null : JSON.stringify([count, disk]);
  const known = seen.get(runner) ?? new Map<string, { key: string; look: DiskLook }>();
  seen.set(runner, known);
  const before = known.get(disk.path);
  if (before !== undefined && before.key === key) return before.look;
  const look = await lookAtDisk(disk, node, options);
  // What went wrong once may go right the next time.
  if (key !== null && look.unread.length === 0) known.set(disk.path, { key, look });
  return look;
}
