// SPDX-License-Identifier: Apache-2.0
import type { Disk, Partition } from '../../core/facts/facts.ts';
import type { FoundSystem } from '../../core/facts/storage-facts.ts';

export type ContentKind =
  | 'windows'
  | 'bitlocker'
  | 'macos'
  | 'linux'
  | 'linuxEncrypted'
  | 'particleos'
  | 'data'
  | 'boot'
  | 'recovery'
  | 'swap'
  | 'unknown'
  | 'free'
  | 'system';

/** A piece of a disk, in disk order. */
export interface Segment {
  readonly key: string;
  readonly kind: ContentKind;
  /** The label that its owner gave it, or null. */
  readonly label: string | null;
  readonly sizeBytes: number;
  /** The operating system whose root it is, as its maker calls it; left out: none. */
  readonly system?: string;
  /** What the install does to it; left out: nothing. */
  readonly mark?: 'new' | 'smaller' | 'larger';
}

/** GPT type GUIDs (UEFI 2.10, 5.3.3; Microsoft's PARTITION_INFORMATION_GPT) and MBR types that tell a kind by themselves. */
const kindOfType: Readonly<Record<string, ContentKind>> = {
  'c12a7328-f81f-11d2-ba4b-00a0c93ec93b': 'boot',
  '21686148-6449-6e6f-744e-656564454649': 'boot',
  'bc13c2ff-59e6-4262-a352-b275fd6f7172': 'boot',
  'e3c9e316-0b5c-4db8-817d-f92df00215ae': 'windows',
  'de94bba4-06d1-4d40-a16a-bfd50179d6ac': 'recovery',
  '0657fd6d-a4ab-43c4-84e5-0933c84b4f4f': 'swap',
  '0xef': 'boot',
  '0x27': 'recovery',
  '0x82': 'swap',
};

const kindOfFileSystem: Readonly<Record<string, ContentKind>> = {
  BitLocker: 'bitlocker',
  ntfs: 'windows',
  ReFS: 'windows',
  apfs: 'macos',
  hfsplus: 'macos',
  crypto_LUKS: 'linuxEncrypted',
  swap: 'swap',
  ext2: 'linux',
  ext3: 'linux',
  ext4: 'linux',
  btrfs: 'linux',
  xfs: 'linux',
  f2fs: 'linux',
  bcachefs: 'linux',
  LVM2_member: 'linux',
  linux_raid_member: 'linux',
  vfat: 'data',
  exfat: 'data',
  iso9660: 'data',
};

/** The color of a system; what its partitions say goes before where it says more. */
const kindOfSystem = {
  windows: 'windows',
  linux: 'linux',
  ostree: 'particleos',
  bootc: 'particleos',
  macos: 'macos',
} as const;

/** What a partition is, by its type, its file system and the system on it. */
export function kindOf(partition: Partition, system?: FoundSystem): ContentKind {
  if (system !== undefined) return kindOfSystem[system.kind];
  if (partition.partLabel?.startsWith('particleos-') === true) return 'particleos';
  return (
    kindOfType[partition.type?.toLowerCase() ?? ''] ??
    kindOfFileSystem[partition.fileSystem ?? ''] ??
    'unknown'
  );
}

/** The system whose root is on a partition. */
export function systemOn(disk: Disk, name: string): FoundSystem | undefined {
  return disk.systems.find(({ partitions: [root] }) => root === name);
}

/** A partition as a piece of a bar. */
export function segmentOf(disk: Disk, partition: Partition): Segment {
  const { name, label, partLabel, sizeBytes } = partition;
  const system = systemOn(disk, name);
  return {
    key: name,
    kind: kindOf(partition, system),
    label: label ?? partLabel,
    sizeBytes,
    ...(system === undefined ? {} : { system: system.name }),
  };
}

/** Gaps below this are alignment, not room. */
export const LEAST_FREE_BYTES = 64 * 1024 * 1024;

/** A disk from its start to its end, free room included. */
export function segmentsOf(disk: Disk): Segment[] {
  if (disk.partitions.length === 0) {
    const kind = disk.content === null ? 'free' : (kindOfFileSystem[disk.content] ?? 'unknown');
    return [{ key: disk.name, kind, label: null, sizeBytes: disk.sizeBytes }];
  }
  const segments: Segment[] = [];
  let endBytes = 0;
  const gap = (untilBytes: number): void => {
    const sizeBytes = untilBytes - endBytes;
    if (sizeBytes >= LEAST_FREE_BYTES)
      segments.push({ key: `free-${endBytes}`, kind: 'free', label: null, sizeBytes });
  };
  for (const partition of disk.partitions.toSorted((a, b) => (a.startBytes ?? 0) - (b.startBytes ?? 0))) {
    const startBytes = partition.startBytes ?? endBytes;
    // Logical partitions lie within their extended one (MBR): told once, by themselves.
    if (startBytes < endBytes) continue;
    gap(startBytes);
    segments.push(segmentOf(disk, partition));
    endBytes = startBytes + partition.sizeBytes;
  }
  gap(disk.sizeBytes);
  return segments;
}

const systems = new Set<ContentKind>([
  'windows',
  'bitlocker',
  'macos',
  'linux',
  'linuxEncrypted',
  'particleos',
]);

/** What a person would miss: the operating systems, else the data; each kind once. Empty for an empty disk. */
export function whatIsOn(disk: Disk): ContentKind[] {
  const kinds = [...new Set(segmentsOf(disk).map(({ kind }) => kind))];
  const found = kinds.filter((kind) => systems.has(kind));
  // "Windows (encrypted)" says what the plain "Windows" of its helper partitions says, and more.
  if (found.includes('bitlocker')) return found.filter((kind) => kind !== 'windows');
  if (found.includes('particleos')) return found.filter((kind) => kind !== 'linux');
  return found.length > 0 ? found : kinds.filter((kind) => kind !== 'free');
}

/**
 * What is on a disk in a person's words: its operating systems by name, then what else a person would miss. What
 * belongs to a system is not told beside it.
 */
export function namesOn(disk: Disk, word: (kind: ContentKind) => string): string[] {
  if (disk.systems.length === 0) return whatIsOn(disk).map(word);
  const owned = new Set(disk.systems.flatMap(({ partitions, esp }) => [...partitions, esp]));
  const others = disk.partitions
    .filter(({ name }) => !owned.has(name))
    .map((partition) => kindOf(partition))
    .filter((kind) => systems.has(kind) || kind === 'data');
  return [...new Set([...disk.systems.map(({ name }) => name), ...others.map(word)])];
}

/** Nothing is on it that anybody could miss. */
export function isEmptyDisk({ partitions, content }: Disk): boolean {
  return partitions.length === 0 && content === null;
}
