// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { diskBytesNeeded, eraseLayout, partitionPath, rootBytesNeeded, sfdiskScript } from './layout.ts';

const MiB = 1024 * 1024;

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
    const root = (bytes: number): number =>
      eraseLayout({ path: '/dev/sda', sizeBytes: bytes, logicalSectorBytes: 512 }).partitions[3]?.sizeBytes ??
      0;
    expect(root(sizeBytes)).toBe(rootBytesNeeded(installedBytes));
    expect(root(sizeBytes - 512)).toBe(rootBytesNeeded(installedBytes) - MiB);
  });
});

test.each([512, 4096])('sfdisk is told whole sectors of %i bytes', (logicalSectorBytes) => {
  const layout = eraseLayout({ path: '/dev/sda', sizeBytes: 8 * 1024 * MiB + 4096, logicalSectorBytes });
  const numbers = [...sfdiskScript(layout).matchAll(/(?:start|size)=([^,]+)/g)].map((match) =>
    Number(match[1]),
  );
  expect(numbers).toHaveLength(8);
  expect(numbers.every(Number.isInteger)).toBe(true);
  expect(numbers.slice(0, 2)).toEqual([MiB / logicalSectorBytes, MiB / logicalSectorBytes]);
});
