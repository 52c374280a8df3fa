// SPDX-License-Identifier: Apache-2.0
import { describeDisk, identityOf } from '../../facts/disk-identity.ts';
import type { Disk } from '../../facts/facts.ts';
import { errorIssue, type Issue } from '../../issues/issue.ts';
import { canonicalMount } from '../../request/canonical-mount.ts';
import type { SeparateDisk } from '../../request/layout-request.ts';
import { checkDisk } from '../check-disk.ts';
import { selectDisk } from '../select-disk.ts';
import { checkDataMounts } from './check-parts.ts';
import { dataFileSystem, mountable } from './data-file-system.ts';
import { erasedDisk, labelOf } from './erased-disk.ts';
import { selectPartition } from './find-partition.ts';
import { checkKeptTable, foundPartitions } from './kept-table.ts';
import { refusedLayout, type LaidOut, type LayoutQuestion } from './layout-question.ts';
import type { LayoutDisk } from './layout.ts';
import { leastBytes } from './least-bytes.ts';
import { MiB } from './partition-sizes.ts';

/** A whole disk with one partition, or one that is kept with what is on it. */
function diskFor(disk: Disk, wanted: SeparateDisk, path: Issue['path']): LayoutDisk | Issue[] {
  if (wanted.keep === undefined) {
    return erasedDisk(disk, [{ role: 'data', sizeBytes: null, label: labelOf('data') }]);
  }
  const issues = checkKeptTable(disk).filter(({ severity }) => severity === 'error');
  if (issues.length > 0) return issues;
  const kept = selectPartition(disk, wanted.keep, [...path, 'keep']);
  if ('code' in kept) return [kept];
  if (!mountable.includes(kept.fileSystem ?? '')) {
    const params = { place: kept.name, found: kept.fileSystem ?? 'none', fitting: mountable.join(', ') };
    return [errorIssue('mounted-file-system', [...path, 'keep'], params)];
  }
  return {
    identity: identityOf(disk),
    table: 'kept',
    sectorBytes: disk.logicalSectorBytes,
    discard: false,
    partitions: foundPartitions(disk, new Map([[kept.number ?? 0, { action: 'keep', role: 'data' }]])),
  };
}

function disksFor(
  { facts, request }: LayoutQuestion,
  wanted: SeparateDisk,
  taken: readonly string[],
  path: Issue['path'],
): LayoutDisk | Issue[] {
  const at = [...path, 'disk'];
  const disk = selectDisk(facts, wanted.disk, 0);
  if (Array.isArray(disk)) return disk.map((issue) => ({ ...issue, path: at }));
  if (taken.includes(disk.path)) return [errorIssue('layout-disk-twice', at, { disk: describeDisk(disk) })];
  const neededBytes =
    2 * MiB +
    leastBytes('data', {
      scheme: 'grub',
      rootBytes: 0,
      sectorBytes: 512,
      isEncrypted: request.encryption !== undefined,
      fileSystem: wanted.fileSystem,
    });
  const issues = checkDisk(disk, facts, neededBytes, {
    kind: wanted.keep === undefined ? 'erase' : 'manual',
    release: request.releaseDisk,
  });
  const errors = issues.filter(({ severity, code }) => severity === 'error' && code !== 'disk-4k-bios');
  return errors.length > 0 ? errors.map((issue) => ({ ...issue, path: at })) : diskFor(disk, wanted, path);
}

/** Adds further disks for /home and the like to a layout. */
export function withSeparateDisks(
  question: LayoutQuestion,
  laid: LaidOut,
  separate: readonly SeparateDisk[],
): LaidOut {
  const { layout } = laid;
  if (layout === null) return laid;
  const issues = [...laid.issues];
  const disks = [...layout.disks];
  const fileSystems = [...layout.fileSystems];
  for (const [index, wanted] of separate.entries()) {
    const path = ['layout', 'separate', index];
    issues.push(...checkDataMounts(question, [{ mount: canonicalMount(wanted.mount), path }]));
    const made = disksFor(
      question,
      wanted,
      disks.map(({ identity }) => identity.path),
      path,
    );
    if (Array.isArray(made)) {
      issues.push(...made);
      continue;
    }
    disks.push(made);
    const partition = made.partitions.find(({ role }) => role === 'data');
    if (partition !== undefined) fileSystems.push(dataFileSystem(partition, index, wanted));
  }
  if (issues.some(({ severity }) => severity === 'error')) return refusedLayout(...issues);
  return { layout: { ...layout, disks, fileSystems }, issues };
}
