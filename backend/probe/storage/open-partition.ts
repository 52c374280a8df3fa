// SPDX-License-Identifier: Apache-2.0
import { createHash, randomUUID } from 'node:crypto';
import type { Disk, Facts, Partition } from '../../../core/facts/facts.ts';
import type { OpenedPartition } from '../../../core/facts/opened-partition.ts';
import { OPEN_BY_KEY } from '../../../core/plan/storage/encryption.ts';
import { headerSchema } from '../../engines/proof/prove-encryption.ts';
import { CommandError, type Runner } from '../../runner/command.ts';
import { probeDisks } from '../probe-disks.ts';
import { withDescendants, type LsblkNode } from '../lsblk-schema.ts';
import { foundUnlock } from './found-unlock.ts';
import { lookAtDisk } from './look-at-disk.ts';
import type { Look } from './look.ts';
import { reasonOf } from './reason-of.ts';
import { writeCount } from './write-count.ts';

/** A passphrase costs seconds on a slow machine, more under emulation. */
const OPEN_MS = 300_000;
const SHORT_MS = 60_000;
/** cryptsetup(8), RETURN CODES: no permission, which is a wrong passphrase. */
const WRONG_PASSPHRASE = 2;

export interface OpenOptions {
  readonly runner: Runner;
  /** Where /sys is; other than "/" in tests only. */
  readonly root: string;
  readonly signal?: AbortSignal | undefined;
}

type Change = Pick<Facts, 'unread'> & { readonly disk: Disk };

/** What this process has opened before and what it found: nothing was written to the disk since, so it is there still. */
const known = new WeakMap<Runner, Map<string, Change>>();

function withOpened(disk: Disk, name: string, opened: OpenedPartition): Disk {
  const partitions = disk.partitions.map((one) => (one.name === name ? { ...one, opened } : one));
  return { ...disk, partitions };
}

/** The file system inside, as it was looked at. */
function openedWith(
  node: LsblkNode,
  { name, uuid }: Partition,
  looks: readonly Look[],
  header: unknown,
): OpenedPartition {
  const { keyslots, tokens } = headerSchema.parse(header);
  const look = looks.find(({ partition }) => partition === name);
  return {
    isOpen: true,
    fileSystem: node.fstype,
    sizeBytes: node.size,
    usedBytes: look?.found.usedBytes ?? null,
    slots: Object.keys(keyslots).map(Number),
    hasRecoveryKey: Object.values(tokens).some(({ type }) => type === 'systemd-recovery'),
    unlock: uuid === null ? null : foundUnlock(looks, uuid, node.uuid),
  };
}

/** Looks at a disk one of whose partitions is open as `mapper`; the disk is otherwise as it was seen before. */
async function lookThrough(
  disk: Disk,
  partition: Partition,
  mapper: string,
  { runner, root, signal }: OpenOptions,
): Promise<Change> {
  const path = `/dev/mapper/${mapper}`;
  // lsblk asks udev what is inside.
  const wait = ['udevadm', 'wait', '--timeout=60', '--settle', path] as const;
  await runner.run({ argv: wait, timeoutMs: 2 * SHORT_MS }, signal);
  const dump = ['cryptsetup', 'luksDump', '--dump-json-metadata', nodeOf(disk, partition)] as const;
  const { stdout } = await runner.run({ argv: dump, timeoutMs: SHORT_MS }, signal);
  const probed = await probeDisks(runner, root, signal);
  if (!probed.ok) throw new Error(probed.reason);
  const top = probed.nodes.find((node) => node.path === disk.path);
  const node = top === undefined ? undefined : [...withDescendants(top)].find(({ name }) => name === mapper);
  if (top === undefined || node === undefined) throw new Error('lsblk does not show what was opened');
  const free = { ...disk, holders: disk.holders.filter(({ name }) => name !== mapper) };
  const found = await lookAtDisk(free, top, { runner, isRoot: true, isLate: () => false, signal });
  const opened = openedWith(node, partition, found.looks, JSON.parse(stdout));
  return { disk: withOpened(found.disk, partition.name, opened), unread: found.unread };
}

function nodeOf(disk: Disk, { name }: Partition): string {
  return disk.path.replace(/[^/]*$/, name);
}

/** Opens a partition so that nothing can be written to it, looks, and closes it again, whatever was found. */
async function open(
  disk: Disk,
  partition: Partition,
  passphrase: string,
  options: OpenOptions,
): Promise<Change> {
  const { runner, signal } = options;
  const mapper = `particleos-look-${randomUUID().slice(0, 8)}`;
  const close = (): Promise<unknown> =>
    runner.run({ argv: ['cryptsetup', 'close', mapper], timeoutMs: SHORT_MS });
  try {
    await runner.run(
      {
        argv: [...OPEN_BY_KEY, '--readonly', nodeOf(disk, partition), mapper],
        stdin: passphrase,
        timeoutMs: OPEN_MS,
      },
      signal,
    );
  } catch (error) {
    if (!(error instanceof CommandError) || error.result.exitCode !== WRONG_PASSPHRASE) {
      // Cut off at its end it has opened it all the same.
      await close().catch(() => undefined);
      throw error;
    }
    return { disk: withOpened(disk, partition.name, { isOpen: false, message: null }), unread: [] };
  }
  try {
    return await lookThrough(disk, partition, mapper, options);
  } finally {
    // A look that was cancelled leaves nothing open either.
    await close();
  }
}

/**
 * Looks into an encrypted partition with its passphrase or recovery key: nothing is written, and nothing stays open. What
 * stood against it is in `opened` of the partition. Rejects only when cancelled.
 */
export async function openPartition(
  disk: Disk,
  partition: Partition,
  passphrase: string,
  options: OpenOptions,
): Promise<Change> {
  const { runner, root } = options;
  const count = await writeCount(root, disk.name);
  const digest = createHash('sha256').update(passphrase).digest('hex');
  const key = JSON.stringify([count, disk, partition.name, digest]);
  const before = known.get(runner) ?? new Map<string, Change>();
  known.set(runner, before);
  const seen = count === null ? undefined : before.get(key);
  if (seen !== undefined) return seen;
  try {
    const change = await open(disk, partition, passphrase, options);
    before.set(key, change);
    return change;
  } catch (error) {
    if (error instanceof CommandError && error.reason === 'cancelled') throw error;
    const message = reasonOf(error);
    return { disk: withOpened(disk, partition.name, { isOpen: false, message }), unread: [] };
  }
}
