// SPDX-License-Identifier: Apache-2.0
import type { DiskSelector } from '../request/disk-selector.ts';
import type { Disk } from './facts.ts';

/** How a request names this disk and no other; null when nothing lasting tells it from the others. */
export function selectorFor(disk: Disk, { disks }: { readonly disks: readonly Disk[] }): DiskSelector | null {
  const others = disks.filter((one) => one.path !== disk.path && one.unsuitable !== 'emmc-boot-area');
  const { serial, wwn, byId } = disk;
  if (serial !== null && others.every((other) => other.serial !== serial)) return { serial };
  if (wwn !== null && others.every((other) => other.wwn !== wwn)) return { wwn };
  // The paths of a multipath device share theirs.
  const name = byId.find((one) => others.every((other) => !other.byId.includes(one)));
  if (name !== undefined) return { byId: name };
  return others.every((other) => other.unsuitable !== null) ? { only: true } : null;
}
