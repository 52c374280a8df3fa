// SPDX-License-Identifier: Apache-2.0
import type { Disk } from '../facts/facts.ts';
import type { Issue } from '../issues/issue.ts';
import { diskOf } from './calamares-disk.ts';
import type { CalamaresStorage } from './calamares-storage.ts';
import { unmapped } from './calamares-unmapped.ts';

const LIST = 'the list of boot loaders on the partition page';

/**
 * Under BIOS the page asks where the boot loader goes: to a disk, to a partition, or nowhere. It goes to the disk of the
 * system here, whose boot code may be another system's. Under UEFI nobody is asked.
 */
export function calamaresBootLoader(storage: CalamaresStorage, disks: readonly Disk[]): Issue[] {
  const { firmwareType, bootLoader, partitions } = storage;
  if (firmwareType !== 'bios' || bootLoader === undefined) return [];
  const place = bootLoader?.installPath;
  if (place === undefined) return [unmapped('a system without a boot loader', LIST)];
  const root = partitions?.find(({ mountPoint }) => mountPoint === '/')?.device;
  const disk = root === undefined ? undefined : diskOf(root, disks);
  return disk === undefined || place === disk.path ? [] : [unmapped(`a boot loader on ${place}`, LIST)];
}
