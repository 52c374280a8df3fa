// SPDX-License-Identifier: Apache-2.0
import { describeDisk } from '../facts/disk-identity.ts';
import type { Disk, Facts, Holder } from '../facts/facts.ts';
import { contentInWords } from '../facts/partition-in-words.ts';
import { systemInWords } from '../facts/system-in-words.ts';
import { errorIssue, warningIssue, type Issue } from '../issues/issue.ts';

function holderInWords(holder: Holder): string {
  if (holder.kind === 'mount') return `${holder.device} is mounted at ${holder.name}`;
  if (holder.kind === 'swap') return `${holder.device} is used as swap`;
  return `${holder.device} is held by ${holder.name}`;
}

/** Everything about the chosen disk that forbids or warns of an install. */
export function checkDisk(disk: Disk, facts: Facts, neededBytes: number): Issue[] {
  const name = describeDisk(disk);
  const at = ['disk'];
  if (disk.unsuitable === 'live-medium') return [errorIssue('disk-live-medium', at, { disk: name })];
  if (disk.unsuitable === 'read-only') return [errorIssue('disk-read-only', at, { disk: name })];
  if (disk.unsuitable !== null) {
    return [errorIssue('disk-unsuitable', at, { disk: name, reason: disk.unsuitable })];
  }
  const issues: Issue[] = [];
  if (disk.sizeBytes < neededBytes) {
    const foundBytes = disk.sizeBytes;
    // Rounded for a person, the two may read the same; the difference never does.
    const missingBytes = neededBytes - foundBytes;
    issues.push(errorIssue('disk-too-small', at, { disk: name, foundBytes, neededBytes, missingBytes }));
  }
  if (disk.holders.length > 0) {
    const holders = disk.holders.map(holderInWords).join('; ');
    issues.push(errorIssue('disk-busy', at, { disk: name, holders }));
  }
  if (disk.serial === null && disk.wwn === null && disk.byId.length === 0) {
    issues.push(warningIssue('disk-no-identity', at, { disk: name }));
  }
  if (facts.firmware?.kind === 'bios' && disk.logicalSectorBytes !== 512) {
    issues.push(errorIssue('disk-4k-bios', at, { disk: name, sectorBytes: disk.logicalSectorBytes }));
  }
  return issues;
}

/** What erasing this disk loses, one line each, as a person would name it: a system at the partition that its root is on. */
export function contentLost(disk: Disk): string[] {
  const systemsAt = (name: string): string[] =>
    disk.systems.filter(({ partitions }) => partitions[0] === name).map(systemInWords);
  if (disk.partitions.length === 0) {
    const found = systemsAt(disk.name);
    if (found.length > 0) return [`${found.join(' and ')} on the whole disk`];
    return disk.content === null ? [] : [`${disk.content} on the whole disk`];
  }
  return disk.partitions.map((partition) => {
    const found = systemsAt(partition.name);
    const content = contentInWords(partition);
    return `${partition.name}: ${found.length === 0 ? content : `${found.join(' and ')} (${content})`}`;
  });
}
