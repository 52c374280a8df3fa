// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { diskSchema } from '../../core/facts/facts.ts';
import type { BlockExtra } from './block-extra.ts';
import { disksFromLsblk } from './disks.ts';

const fixtures = join(import.meta.dirname, '../../test/fixtures/facts');
const read = (name: string): string => readFileSync(join(fixtures, name), 'utf8');
const extraOf = (machine: string): BlockExtra => JSON.parse(read(`${machine}.extra.json`)) as BlockExtra;
const captures = readdirSync(fixtures).filter((name) => name.includes('.lsblk-'));
const nothing: BlockExtra = { udev: {}, serials: {}, loops: {}, mounts: [], btrfs: [] };

describe('every machine, as both versions of lsblk show it', () => {
  test.each(captures)('%s', async (name) => {
    const machine = name.split('.')[0] ?? '';
    const disks = disksFromLsblk(JSON.parse(read(name)), extraOf(machine));
    expect(z.array(diskSchema).safeParse(disks).error).toBeUndefined();
    await expect(`${JSON.stringify(disks, null, 1)}\n`).toMatchFileSnapshot(
      join(fixtures, `${machine}.disks.json`),
    );
  });
});

/** Facts of one disk, from the newer lsblk. */
function disk(machine: string, name: string): ReturnType<typeof disksFromLsblk>[number] | undefined {
  return disksFromLsblk(JSON.parse(read(`${machine}.lsblk-2.41.json`)), extraOf(machine)).find(
    (d) => d.name === name,
  );
}

test('the medium is found through a loop device, LUKS and a partition', () => {
  expect(disk('live-iso-file-on-luks', 'sda')?.unsuitable).toBe('live-medium');
  expect(disk('live-usb-and-4kn', 'sdb')?.unsuitable).toBe('live-medium');
  expect(disk('live-usb-and-4kn', 'sda')).toMatchObject({
    unsuitable: null,
    logicalSectorBytes: 4096,
    table: null,
  });
});

test('holders are named as a person knows them', () => {
  const names = (machine: string, name: string): string[] =>
    (disk(machine, name)?.holders ?? []).map((holder) => `${holder.device}: ${holder.kind} ${holder.name}`);
  expect(names('sata-lvm', 'sda')).toEqual([
    'sda1: mount /boot',
    'sda5: device debian--vg-root',
    'sda5: device debian--vg-swap_1',
    'debian--vg-root: mount /mnt/old root',
    'debian--vg-swap_1: swap swap',
  ]);
  expect(names('md-raid1', 'sdb')).toEqual(['sdb1: device md127']);
  expect(names('luks-btrfs-two-disks', 'sdb')).toEqual(['sdb: mount /home']);
  expect(names('multipath', 'sda')).toEqual(['sda: device mpatha']);
});

test('what is no disk to install on says why', () => {
  const reason = (machine: string, name: string): unknown => disk(machine, name)?.unsuitable;
  expect(reason('emmc-tablet', 'mmcblk0')).toBeNull();
  expect(reason('emmc-tablet', 'mmcblk0boot0')).toBe('emmc-boot-area');
  expect(reason('virtio-no-serial', 'sr0')).toBe('optical');
  expect(reason('live-usb-and-4kn', 'sdc')).toBe('no-medium');
  expect(reason('live-usb-and-4kn', 'zram0')).toBe('zram');
  expect(reason('multipath', 'mpatha')).toBe('mapper');
});

test('members of mounted ZFS and bcachefs are busy although lsblk shows them free', () => {
  const device = (name: string, content: object): object => ({
    name,
    kname: name,
    path: `/dev/${name}`,
    'maj:min': '8:0',
    type: 'disk',
    size: '1000',
    'log-sec': '512',
    'phy-sec': 512,
    ro: '0',
    ...content,
  });
  const blockdevices = [
    device('sda', { fstype: 'zfs_member', label: 'tank' }),
    device('sdb', { fstype: 'bcachefs' }),
  ];
  const mounts = [
    { majMin: '0:50', point: '/tank/home', type: 'zfs', source: 'tank/home' },
    { majMin: '0:51', point: '/mnt', type: 'bcachefs', source: '/dev/sdz:/dev/sdb' },
  ];
  const disks = disksFromLsblk({ blockdevices }, { ...nothing, mounts });
  expect(disks.map((d) => d.holders.map((holder) => holder.name))).toEqual([['/tank/home'], ['/mnt']]);
});

test('a malformed device makes the whole list fail, not shorter', () => {
  expect(() => disksFromLsblk({ blockdevices: [{ name: 'sda' }] }, nothing)).toThrow(z.ZodError);
});
