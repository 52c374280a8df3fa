// SPDX-License-Identifier: Apache-2.0
import type { Layout } from '../../../core/plan/layout.ts';
import type { Segment } from '../../machine/disk-content.ts';

/** A planned layout as pieces of a bar: the system, and what it starts from. */
export function plannedSegments({ partitions }: Layout): Segment[] {
  const bootBytes = partitions
    .filter(({ role }) => role !== 'root')
    .reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const rootBytes = partitions.find(({ role }) => role === 'root')?.sizeBytes ?? 0;
  return [
    { key: 'boot', kind: 'boot', label: null, sizeBytes: bootBytes },
    { key: 'root', kind: 'system', label: null, sizeBytes: rootBytes },
  ];
}
