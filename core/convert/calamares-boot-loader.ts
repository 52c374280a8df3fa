// SPDX-License-Identifier: Apache-2.0
import type { Disk } from '../facts/facts.ts';
import { warningIssue, type Issue } from '../issues/issue.ts';
import { diskOf } from './calamares-disk.ts';
import { rootOf, type CalamaresStorage } from './calamares-storage.ts';

/**
 * Under BIOS the page asks where the boot loader goes: to a disk, to a partition, or nowhere. It goes to the disk of the
 * system here. No more than a word about it: what nobody touched is the first disk, or nothing, as well as what was meant
 * (ChoicePage.cpp, PartitionPage.cpp), and the page's jobs have run by now. Under UEFI nobody is asked.
 */
export function calamaresBootLoader(storage: CalamaresStorage, disks: readonly Disk[]): Issue[] {
  const { firmwareType, bootLoader } = storage;
  if (firmwareType !== 'bios' || bootLoader === undefined) return [];
  const root = rootOf(storage)?.device;
  const disk = root === undefined ? undefined : diskOf(root, disks);
  const place = bootLoader?.installPath;
  if (disk === undefined || place === disk.path) return [];
  const params = { disk: disk.path, place: place ?? 'nowhere' };
  return [warningIssue('calamares-boot-loader', ['disk'], params)];
}
