// SPDX-License-Identifier: Apache-2.0
import { identityOf, type DiskIdentity } from '../../core/facts/disk-identity.ts';
import type { Disk } from '../../core/facts/facts.ts';

/** What must not change between plan and first write. The kernel's name may: it is a label only. */
const compared = [
  ['serial', 'serial number'],
  ['wwn', 'WWN'],
  ['model', 'model'],
  ['sizeBytes', 'size'],
  ['logicalSectorBytes', 'sector size'],
  ['tableId', 'partition table'],
] as const satisfies readonly (readonly [keyof DiskIdentity, string])[];

/** Null when this is the disk that was planned, else words for what changed, e.g. "serial number A is now B". */
export function compareIdentity(planned: DiskIdentity, disk: Disk): string | null {
  const changes = compared
    .filter(([key]) => planned[key] !== disk[key])
    .map(([key, words]) => `${words} ${planned[key] ?? 'none'} is now ${disk[key] ?? 'none'}`);
  // Links come and go with the content (lvm-pv-uuid-...), so one that stayed is enough.
  const lost = planned.byId.length > 0 && !planned.byId.some((name) => disk.byId.includes(name));
  if (lost) changes.push(`by-id name ${planned.byId[0] ?? ''} is gone`);
  return changes.length === 0 ? null : changes.join('; ');
}

/** Whether both are the same piece of hardware, whatever lies on it now. */
export function isSameDisk(before: Disk, now: Disk): boolean {
  return compareIdentity({ ...identityOf(before), tableId: now.tableId }, now) === null;
}
