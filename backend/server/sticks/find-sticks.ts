// SPDX-License-Identifier: Apache-2.0
import type { Disk, Facts } from '../../../core/facts/facts.ts';
import { formatDiskBytes } from '../../../core/facts/format-disk-bytes.ts';

/** File systems of sticks, and the types that mount(8) knows them by. */
const mountTypes: Readonly<Record<string, string>> = {
  vfat: 'vfat',
  exfat: 'exfat',
  ntfs: 'ntfs3',
  ext2: 'ext4',
  ext3: 'ext4',
  ext4: 'ext4',
};

/** One file system on something that can be pulled out. */
export interface Stick {
  /** The same as long as it is plugged in, and after. */
  readonly id: string;
  /** Node, e.g. "/dev/sdb1". */
  readonly device: string;
  readonly type: string;
  readonly title: string;
  readonly writable: boolean;
}

function sticksOf(disk: Disk): Stick[] {
  const isPluggable = disk.removable || disk.bus === 'usb' || disk.bus === 'mmc';
  if (!isPluggable || disk.unsuitable === 'live-medium' || disk.unsuitable === 'no-medium') return [];
  const held = new Set(disk.holders.map(({ device }) => device));
  const whole = { name: disk.name, fileSystem: disk.content, label: null, id: disk.byId[0] ?? disk.serial };
  const parts = disk.partitions.map(({ name, fileSystem, label, uuid, partUuid }) => ({
    name,
    fileSystem,
    label,
    id: partUuid ?? uuid,
  }));
  return [whole, ...parts].flatMap(({ name, fileSystem, label, id }) => {
    const type = mountTypes[fileSystem ?? ''];
    // What is mounted is in use by somebody, perhaps by the live system itself.
    if (type === undefined || held.has(name)) return [];
    const size = formatDiskBytes(disk.sizeBytes);
    const title = [label, disk.model ?? 'stick', `(${size})`]
      .filter((word) => word !== null && word !== '')
      .join(' ');
    const writable = !disk.readOnly && disk.unsuitable === null;
    return [{ id: id ?? name, device: `/dev/${name}`, type, title, writable }];
  });
}

/** What is plugged in and has a file system we read; never the live medium. */
export function findSticks({ disks }: Pick<Facts, 'disks'>): Stick[] {
  return disks.flatMap(sticksOf);
}
