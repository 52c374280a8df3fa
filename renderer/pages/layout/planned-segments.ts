// SPDX-License-Identifier: Apache-2.0
import { bootDisk, type Layout } from '../../../core/plan/storage/layout.ts';
import type { Segment } from '../../machine/disk-content.ts';

/** A planned layout as pieces of a bar: the system, and what it starts from. */
export function plannedSegments(layout: Layout): Segment[] {
  const { partitions } = bootDisk(layout);
  const bootBytes = partitions
    .filter(({ role }) => role !== 'root')
    .reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const rootBytes = partitions.find(({ role }) => role === 'root')?.sizeBytes ?? 0;
  return [
    { key: 'boot', kind: 'boot', label: null, sizeBytes: bootBytes },
    { key: 'root', kind: 'system', label: null, sizeBytes: rootBytes },
  ];
}
