// SPDX-License-Identifier: Apache-2.0
import type { Disk, Facts } from '../../core/facts/facts.ts';
import { selectorFor } from '../../core/facts/selector-for.ts';
import type { DiskSelector } from '../../core/request/disk-selector.ts';

export function sameSelector(a: DiskSelector | null, b: DiskSelector | null): boolean {
  return a !== null && JSON.stringify(a) === JSON.stringify(b);
}

/** The disk that a request's selector stands for; null when it is not there. */
export function chosenDisk(selector: DiskSelector | null, facts: Facts | null): Disk | null {
  return facts?.disks.find((disk) => sameSelector(selectorFor(disk, facts), selector)) ?? null;
}
