// SPDX-License-Identifier: Apache-2.0
import { describeDisk } from '../../facts/disk-identity.ts';
import type { Disk } from '../../facts/facts.ts';
import { errorIssue, uncheckedIssue, type Issue } from '../../issues/issue.ts';
import type { DiskSelector } from '../../request/disk-selector.ts';
import { checkDisk } from '../check-disk.ts';
import { selectDisk } from '../select-disk.ts';
import { erasedDisk, type WantedPartition } from './erased-disk.ts';
import { refusedLayout, type LaidOut, type LayoutQuestion } from './layout-question.ts';
import type { LayoutDisk, PlannedFileSystem } from './layout.ts';
import { RAID_TYPE_GUID } from './partition-role.ts';
import { diskBytesAround } from './partition-sizes.ts';
import { plainLayout, simpleFileSystem, systemPartitions } from './system-partitions.ts';

const at = ['layout', 'raid1'];

/** bootc looks for the one disk behind its root; the image must put the mirror together before it has a root. */
function checkImage({ engine, facts }: LayoutQuestion): Issue[] {
  if (engine === 'bootc') {
    const why = 'it looks for the one disk that its root is on';
    return [errorIssue('layout-engine', at, { kind: 'raid1', engine, why })];
  }
  const programs = facts.image?.content?.programs;
  if (programs === undefined) return [uncheckedIssue('raid1-unread', at)];
  return programs.includes('mdadm') ? [] : [errorIssue('raid1-lacks', at, { what: 'mdadm' })];
}

/** The further disks, or why one of them cannot be used. */
function mirrorDisks(question: LayoutQuestion, selectors: readonly DiskSelector[]): (Disk | Issue[])[] {
  const { facts, request, disk: first, scheme, rootBytes } = question;
  const taken = new Set([first.path]);
  return selectors.map((selector, index) => {
    const path = [...at, index];
    const disk = selectDisk(facts, selector, 0);
    if (Array.isArray(disk)) return disk.map((issue) => ({ ...issue, path }));
    if (taken.has(disk.path)) return [errorIssue('layout-disk-twice', path, { disk: describeDisk(disk) })];
    taken.add(disk.path);
    const neededBytes = diskBytesAround(rootBytes, scheme);
    const missingBytes = neededBytes - disk.sizeBytes;
    const issues = checkDisk(disk, facts, 0, { kind: 'erase', release: request.releaseDisk }).map(
      (issue) => ({ ...issue, path }),
    );
    const errors = issues.filter(({ severity }) => severity === 'error');
    if (missingBytes > 0) {
      const params = { disk: describeDisk(disk), foundBytes: disk.sizeBytes, neededBytes, missingBytes };
      errors.push(errorIssue('raid1-too-small', path, params));
    }
    return errors.length > 0 ? errors : disk;
  });
}

/** /boot and the root are members of a mirror; each disk has a loader and an ESP of its own. */
function members(wanted: readonly WantedPartition[], rootBytes: number): WantedPartition[] {
  return wanted.map((partition) => {
    if (partition.role === 'root') return { ...partition, sizeBytes: rootBytes, typeGuid: RAID_TYPE_GUID };
    return partition.role === 'boot' ? { ...partition, typeGuid: RAID_TYPE_GUID } : partition;
  });
}

function mirrored(
  id: 'root' | 'boot',
  type: 'ext4',
  disks: readonly LayoutDisk[],
  mount: string,
): PlannedFileSystem {
  const partitions = disks.flatMap((disk) =>
    disk.partitions.filter(({ role }) => role === id).map(({ path }) => path),
  );
  const name = `particleos-${id}`;
  const base = simpleFileSystem(id, type, { path: '', action: 'create' }, mount);
  return { ...base, partitions, mirror: { name, path: `/dev/md/${name}` } };
}

/** All of several disks, each of which starts the system alone. */
export function raid1Layout(question: LayoutQuestion, selectors: readonly DiskSelector[]): LaidOut {
  const issues = checkImage(question);
  const found = mirrorDisks(question, selectors);
  issues.push(...found.flatMap((disk) => (Array.isArray(disk) ? disk : [])));
  if (issues.some(({ severity }) => severity === 'error')) return refusedLayout(...issues);
  const disks = [question.disk, ...found.filter((disk): disk is Disk => !Array.isArray(disk))];
  const wanted = systemPartitions(question.scheme, null, null);
  const rootOf = (disk: Disk): number =>
    erasedDisk(disk, wanted).partitions.find(({ role }) => role === 'root')?.sizeBytes ?? 0;
  const rootBytes = Math.min(...disks.map(rootOf));
  const planned = disks.map((disk) => erasedDisk(disk, members(wanted, rootBytes)));
  const esps = planned.map((disk, index) => {
    const esp = disk.partitions.find(({ role }) => role === 'esp');
    const id = index === 0 ? 'esp' : `esp${index + 1}`;
    return simpleFileSystem(
      id,
      'vfat',
      esp ?? { path: '', action: 'create' },
      index === 0 ? '/boot/efi' : null,
    );
  });
  const fileSystems = [
    ...esps,
    mirrored('boot', 'ext4', planned, '/boot'),
    mirrored('root', 'ext4', planned, '/'),
  ];
  return { layout: { ...plainLayout, kind: 'erase', disks: planned, fileSystems }, issues };
}
