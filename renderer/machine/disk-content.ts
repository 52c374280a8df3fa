// SPDX-License-Identifier: Apache-2.0
import type { Disk, Partition } from '../../core/facts/facts.ts';

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
}

/** GPT type GUIDs (UEFI 2.10, 5.3.3; Microsoft's PARTITION_INFORMATION_GPT) and MBR types that tell a kind by themselves. */
const kindOfType: Readonly<Record<string, ContentKind>> = {
  'c12a7328-f81f-11d2-ba4b-00a0c93ec93b': 'boot',
  '21686148-6449-6e6f-744e-656564454649': 'boot',
  'bc13c2ff-59e6-4262-a352-b275fd6f7172': 'boot',
  'e3c9e316-0b5c-4db8-817d-f92df00215ae': 'windows',
  'de94bba4-06d1-4d40-a16a-bfd50179d6ac': 'recovery',
  '0657fd6d-a4ab-43c4-84e5-0933c5b4d4f4': 'swap',
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

function kindOf(partition: Partition): ContentKind {
  if (partition.partLabel?.startsWith('particleos-') === true) return 'particleos';
  return kindOfType[partition.type ?? ''] ?? kindOfFileSystem[partition.fileSystem ?? ''] ?? 'unknown';
}

/** Gaps below this are alignment, not room. */
const LEAST_FREE_BYTES = 64 * 1024 * 1024;

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
    const { name, label, partLabel, sizeBytes } = partition;
    segments.push({ key: name, kind: kindOf(partition), label: label ?? partLabel, sizeBytes });
    endBytes = startBytes + sizeBytes;
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
