// SPDX-License-Identifier: Apache-2.0
import type { Disk } from '../../../core/facts/facts.ts';
import type { FoundSystem } from '../../../core/facts/storage-facts.ts';

/** Apple's types: an APFS container, HFS+, Core Storage (diskutil; Technical Note TN2166). */
const SYSTEM = [
  '7c3457ef-0000-11aa-aa11-00306543ecac',
  '48465300-0000-11aa-aa11-00306543ecac',
  '53746f72-6167-11aa-aa11-00306543ecac',
];

/** macOS by the types of partitions: nothing here reads APFS, and HFS+ may hold data only, which is worth the same warning. */
export function macSystems(disk: Disk): FoundSystem[] {
  const [first, ...rest] = disk.partitions.filter(({ type }) => type !== null && SYSTEM.includes(type));
  if (first === undefined) return [];
  const partitions = [first, ...rest].map(({ name }) => name);
  return [{ kind: 'macos', name: 'macOS', version: null, partitions, esp: null, stateroots: [] }];
}
