// SPDX-License-Identifier: Apache-2.0
import type { Disk, Facts } from '../../core/facts/facts.ts';
import type { DiskSelector } from '../../core/request/disk-selector.ts';

/** How a request names this disk and no other; null when nothing lasting tells it from the others. */
export function selectorFor(disk: Disk, facts: Pick<Facts, 'disks'>): DiskSelector | null {
  const others = facts.disks.filter((one) => one.path !== disk.path && one.unsuitable !== 'emmc-boot-area');
  const { serial, wwn, byId } = disk;
  if (serial !== null && others.every((other) => other.serial !== serial)) return { serial };
  if (wwn !== null && others.every((other) => other.wwn !== wwn)) return { wwn };
  // The paths of a multipath device share theirs.
  const name = byId.find((one) => others.every((other) => !other.byId.includes(one)));
  if (name !== undefined) return { byId: name };
  return others.every((other) => other.unsuitable !== null) ? { only: true } : null;
}

export function sameSelector(a: DiskSelector | null, b: DiskSelector | null): boolean {
  return a !== null && JSON.stringify(a) === JSON.stringify(b);
}

/** The disk that a request's selector stands for; null when it is not there. */
export function chosenDisk(selector: DiskSelector | null, facts: Facts | null): Disk | null {
  return facts?.disks.find((disk) => sameSelector(selectorFor(disk, facts), selector)) ?? null;
}
