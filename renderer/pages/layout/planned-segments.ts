// SPDX-License-Identifier: Apache-2.0
import type { Disk } from '../../../core/facts/facts.ts';
import type { LayoutDisk, PlannedPartition } from '../../../core/plan/storage/layout.ts';
import { LEAST_FREE_BYTES, segmentOf, type Segment } from '../../machine/disk-content.ts';

const made = {
  'bios-boot': 'boot',
  esp: 'boot',
  boot: 'boot',
  root: 'system',
  swap: 'swap',
  data: 'data',
  other: 'unknown',
} as const;

/** A partition that stays, as it was found, with its new size. */
function stays(p: PlannedPartition, disk: Disk): Segment | null {
  const found = disk.partitions.find(({ number }) => number === p.number);
  if (found === undefined) return null;
  const mark =
    p.sizeBytes < found.sizeBytes ? 'smaller' : p.sizeBytes > found.sizeBytes ? 'larger' : undefined;
  return { ...segmentOf(disk, found), sizeBytes: p.sizeBytes, ...(mark === undefined ? {} : { mark }) };
}

function pieceOf(p: PlannedPartition, disk: Disk | null): Segment {
  const isMade = p.action === 'create' || p.action === 'format';
  const kept = isMade || disk === null ? null : stays(p, disk);
  if (kept !== null) return kept;
  const fresh = isMade ? ({ mark: 'new' } as const) : {};
  return { key: p.path, kind: made[p.role], label: null, sizeBytes: p.sizeBytes, ...fresh };
}

/** A planned disk as pieces of a bar, free room included. What the system starts from is told as one. disk: as found. */
export function plannedSegments(planned: LayoutDisk, disk: Disk | null): Segment[] {
  const segments: Segment[] = [];
  let endBytes = 0;
  const gap = (untilBytes: number): void => {
    const sizeBytes = untilBytes - endBytes;
    if (sizeBytes >= LEAST_FREE_BYTES)
      segments.push({ key: `free-${endBytes}`, kind: 'free', label: null, sizeBytes });
  };
  for (const partition of planned.partitions.filter(({ action }) => action !== 'delete')) {
    gap(partition.startBytes);
    const piece = pieceOf(partition, disk);
    const before = segments.at(-1);
    if (piece.kind === 'boot' && piece.mark === 'new' && before?.kind === 'boot' && before.mark === 'new')
      segments[segments.length - 1] = { ...before, sizeBytes: before.sizeBytes + piece.sizeBytes };
    else segments.push(piece);
    endBytes = partition.startBytes + partition.sizeBytes;
  }
  gap(planned.identity.sizeBytes);
  return segments;
}
