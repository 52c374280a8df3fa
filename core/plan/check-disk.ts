// SPDX-License-Identifier: Apache-2.0
import { describeDisk } from '../facts/disk-identity.ts';
import type { Disk, Facts, Holder } from '../facts/facts.ts';
import { errorIssue, warningIssue, type Issue } from '../issues/issue.ts';
import { unreleasable } from './release-steps.ts';
import type { LayoutKind } from '../request/layout-request.ts';

function holderInWords(holder: Holder): string {
  if (holder.kind === 'mount') return `${holder.device} is mounted at ${holder.name}`;
  if (holder.kind === 'swap') return `${holder.device} is used as swap`;
  return `${holder.device} is held by ${holder.name}`;
}

/** Everything about the chosen disk that forbids or warns of an install. */
export function checkDisk(
  disk: Disk,
  facts: Pick<Facts, 'firmware' | 'volumes'>,
  neededBytes: number,
  { kind = 'erase', release = false }: { kind?: LayoutKind | undefined; release?: boolean | undefined } = {},
): Issue[] {
  const name = describeDisk(disk);
  const at = ['disk'];
  if (disk.unsuitable === 'live-medium') return [errorIssue('disk-live-medium', at, { disk: name })];
  if (disk.unsuitable === 'read-only') return [errorIssue('disk-read-only', at, { disk: name })];
  if (disk.unsuitable !== null) {
    return [errorIssue('disk-unsuitable', at, { disk: name, reason: disk.unsuitable })];
  }
  const issues: Issue[] = [];
  // What is added to a disk is held against its free regions, not against all of it.
  if (kind === 'erase' && disk.sizeBytes < neededBytes) {
    const foundBytes = disk.sizeBytes;
    // Rounded for a person, the two may read the same; the difference never does.
    const missingBytes = neededBytes - foundBytes;
    issues.push(errorIssue('disk-too-small', at, { disk: name, foundBytes, neededBytes, missingBytes }));
  }
  // What somebody else has mounted is in use, and must be.
  const held = release ? unreleasable(disk, facts) : disk.holders;
  if (held.length > 0 && kind !== 'mounted') {
    const holders = held.map(holderInWords).join('; ');
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
