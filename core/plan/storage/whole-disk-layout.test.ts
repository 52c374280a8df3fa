// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import type { Disk } from '../../facts/facts.ts';
import { givenDisk } from './given-disk.ts';
import { bootDisk, partitionOf, type Layout } from './layout.ts';
import { partitionPath } from './partition-path.ts';
import { diskBytesNeeded, MiB, rootBytesNeeded } from './partition-sizes.ts';
import { newTableScript } from './table-script.ts';
import { wholeDiskLayout } from './whole-disk-layout.ts';

const layoutOf = (known: Partial<Disk> & Pick<Disk, 'sizeBytes'>): Layout =>
  wholeDiskLayout(givenDisk({ name: 'sda', ...known }), 'grub', 'ext4');

test.each([
  ['/dev/sda', '/dev/sda3'],
  ['/dev/vdz', '/dev/vdz3'],
  ['/dev/nvme0n1', '/dev/nvme0n1p3'],
  ['/dev/mmcblk0', '/dev/mmcblk0p3'],
  ['/dev/loop7', '/dev/loop7p3'],
])('the third partition of %s is %s', (disk, partition) => {
  expect(partitionPath(disk, 3)).toBe(partition);
});

describe('a disk of just the size that is needed', () => {
  const installedBytes = 1_889_785_610;
  const sizeBytes = diskBytesNeeded(installedBytes);
  test('has room for the root that is needed, and one of a sector less does not', () => {
    const root = (bytes: number): number => partitionOf(layoutOf({ sizeBytes: bytes }), 'root').sizeBytes;
    expect(root(sizeBytes)).toBe(rootBytesNeeded(installedBytes));
    expect(root(sizeBytes - 512)).toBe(rootBytesNeeded(installedBytes) - MiB);
  });
});

test.each([512, 4096])('sfdisk is told whole sectors of %i bytes', (logicalSectorBytes) => {
  const layout = layoutOf({ sizeBytes: 8 * 1024 * MiB + 4096, logicalSectorBytes });
  const script = newTableScript(bootDisk(layout));
  const numbers = [...script.matchAll(/(?:start|size)=([^,]+)/g)].map((match) => Number(match[1]));
  expect(numbers).toHaveLength(8);
  expect(numbers.every(Number.isInteger)).toBe(true);
  expect(numbers.slice(0, 2)).toEqual([MiB / logicalSectorBytes, MiB / logicalSectorBytes]);
});

test.each([
  [null, MiB],
  [512, MiB],
  [524_288, MiB],
  [1.5 * MiB, 3 * MiB],
  [4 * MiB, 4 * MiB],
  // 65535 sectors, as USB bridges say.
  [33_553_920, MiB],
])('an optimal request of %s bytes aligns partitions to %i', (optimalIoBytes, alignment) => {
  const { partitions } = bootDisk(layoutOf({ sizeBytes: 64 * 1024 * MiB, optimalIoBytes }));
  expect(partitions.map(({ startBytes }) => startBytes % alignment)).toEqual([0, 0, 0, 0]);
  expect(partitions[0]?.startBytes).toBe(alignment);
});
