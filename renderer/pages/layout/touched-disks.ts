// SPDX-License-Identifier: Apache-2.0
import type { Disk, Facts } from '../../../core/facts/facts.ts';
import { selectorFor } from '../../../core/facts/selector-for.ts';
import type { DiskSelector } from '../../../core/request/disk-selector.ts';
import { chosenDisk } from '../../machine/disk-selector.ts';
import { whyNot } from '../disk/why-not.ts';
import type { LayoutFields } from './fields.ts';
import { takesFurther } from './to-request.ts';

/** Disks beside the system's that a layout touches. */
export function touchedDisks({ layout, further }: LayoutFields, first: Disk | null, facts: Facts): Disk[] {
  const others: readonly DiskSelector[] =
    layout?.kind === 'manual'
      ? layout.disks.map(({ disk }) => disk)
      : takesFurther(layout ?? { kind: 'erase' })
        ? further.map(({ disk }) => disk)
        : [];
  return others.flatMap((selector) => {
    const disk = chosenDisk(selector, facts);
    return disk === null || disk.path === first?.path ? [] : [disk];
  });
}

/** Disks that a table can be made on by hand, with how a request names them; that of the system first. */
export function disksToEdit(first: Disk, facts: Facts): { disk: Disk; selector: DiskSelector }[] {
  const others = facts.disks.filter((disk) => disk.path !== first.path && whyNot(disk, facts) === null);
  return [first, ...others].flatMap((disk) => {
    const selector = selectorFor(disk, facts);
    return selector === null ? [] : [{ disk, selector }];
  });
}
