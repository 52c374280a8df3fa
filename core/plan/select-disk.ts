// SPDX-License-Identifier: Apache-2.0
import { describeDisk } from '../facts/disk-identity.ts';
import type { Disk, Facts } from '../facts/facts.ts';
import { errorIssue, type Issue } from '../issues/issue.ts';
import { selectorInWords, type DiskSelector } from '../request/disk-selector.ts';

function fits(disk: Disk, selector: DiskSelector): boolean {
  if ('serial' in selector) return disk.serial === selector.serial;
  if ('wwn' in selector) return disk.wwn !== null && disk.wwn.toLowerCase() === selector.wwn.toLowerCase();
  if ('byId' in selector) return disk.byId.includes(selector.byId.replace(/^\/dev\/disk\/by-id\//, ''));
  // "the only disk" counts disks a system could be installed on; a USB stick beside it makes two.
  return disk.unsuitable === null;
}

/** The boot areas of an eMMC share its serial number; they are parts of it, no disks beside it. */
function withoutBootAreas(found: readonly Disk[]): readonly Disk[] {
  return found.length > 1 ? found.filter((disk) => disk.unsuitable !== 'emmc-boot-area') : found;
}

/** Lists disks for a sentence. */
function listed(disks: readonly Disk[]): string {
  return disks.length === 0 ? 'none' : disks.map(describeDisk).join('; ');
}

/** Exactly one disk, or the issues that say why not. */
export function selectDisk(
  facts: Pick<Facts, 'disks'>,
  selector: DiskSelector,
  neededBytes: number,
): Disk | Issue[] {
  const found = withoutBootAreas(facts.disks.filter((disk) => fits(disk, selector)));
  const [disk] = found;
  const suitable = facts.disks.filter((d) => d.unsuitable === null);
  if (disk === undefined) {
    if (suitable.length === 0 && 'only' in selector)
      return [errorIssue('disk-none', ['disk'], { neededBytes })];
    return [
      errorIssue('disk-not-found', ['disk'], { wanted: selectorInWords(selector), found: listed(suitable) }),
    ];
  }
  if (found.length > 1) {
    const code = 'only' in selector ? 'disk-not-only' : 'disk-ambiguous';
    return [
      errorIssue(code, ['disk'], {
        count: found.length,
        wanted: selectorInWords(selector),
        found: listed(found),
      }),
    ];
  }
  return disk;
}
