// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import type { Disk } from '../../core/facts/facts.ts';
import { byHand, debian, disk, esp, GiB, gpt, luks, MiB, p, rest, run, uefi } from './kept-disks.ts';

const ext4 = { fileSystem: 'ext4', condition: 'clean' as const, usedBytes: GiB, minimumBytes: 2 * GiB };
const makeEsp = { action: 'create', role: 'esp', size: '512 MiB' };
const keepEsp = { action: 'keep', partition: { number: 1 }, role: 'esp' };
const home = { disk: { serial: 'S-sdb' }, mount: '/home', keep: { number: 1 } };

describe('a Linux that sleeps', () => {
  const swap = p('sda', 2, 513, 8 * 1024, { fileSystem: 'swsuspend', condition: 'hibernated' });
  const locked = p('sda', 3, 8705, 40 * 1024, { fileSystem: 'crypto_LUKS', encryption: 'luks2' });

  test('has its EFI system partition mounted', () => {
    const facts = uefi([gpt('sda', [{ ...esp('sda'), loaders: ['ubuntu'] }, swap, locked])]);
    expect(run(facts, { disk, layout: { kind: 'free-space' } }).codes).toEqual(['error shrink-hibernated']);
    expect(run(facts, { disk, layout: byHand(makeEsp, ...rest) }).codes).toEqual([]);
    expect(run(facts, { disk }).codes).toEqual([]);
  });

  test('sleeps in a logical volume as well', () => {
    const pv = gpt('sdc', [p('sdc', 1, 1, 40 * 1024, { fileSystem: 'LVM2_member' })]);
    const volume = {
      kind: 'lvm' as const,
      name: 'vg-swap',
      path: '/dev/mapper/vg-swap',
      uuid: null,
      level: null,
    };
    const volumes = [{ ...volume, members: ['sdc1'], sizeBytes: GiB, fileSystem: 'swsuspend' }];
    const facts = uefi([gpt('sda', []), gpt('sdb', [p('sdb', 1, 1, 40 * 1024, ext4)]), pv], { volumes });
    const layout = { kind: 'erase', separate: [home] };
    expect(run(facts, { disk, layout }).codes).toEqual(['error shrink-hibernated']);
    expect(run(facts, { disk: { serial: 'S-sdc' }, layout }).codes).toEqual([]);
  });
});

test('what lies on whole disks is torn as well', () => {
  const whole = (name: string, content: string): Disk =>
    gpt(name, [], { table: null, tableId: null, content });
  const volume = {
    kind: 'lvm' as const,
    name: 'vg-home',
    path: '/dev/mapper/vg-home',
    uuid: null,
    level: null,
  };
  const volumes = [{ ...volume, members: ['sda1', 'sdb'], sizeBytes: GiB, fileSystem: 'ext4' }];
  const pv = gpt('sda', [p('sda', 1, 1, 40 * 1024, { fileSystem: 'LVM2_member' })]);
  const lvm = uefi([pv, whole('sdb', 'LVM2_member')], { volumes });
  expect(run(lvm, { disk }).codes).toEqual(['warning volume-torn']);
  expect(run(lvm, { disk: { serial: 'S-sdb' } }).codes).toEqual(['warning volume-torn']);
  const pool = (name: string) => ({ ...whole(name, 'btrfs'), contentUuid: 'POOL' });
  const several = uefi([pool('sda'), pool('sdb')]);
  expect(run(several, { disk }).codes).toEqual(['warning volume-torn']);
  const both = { kind: 'erase', raid1: [{ serial: 'S-sdb' }] };
  expect(run(several, { disk, layout: both }).codes).not.toContain('warning volume-torn');
});

test('a bcachefs on several partitions is torn as others are', () => {
  const half = (name: string): Disk =>
    gpt(name, [p(name, 1, 1, 40 * 1024, { fileSystem: 'bcachefs', uuid: 'B' })]);
  expect(run(uefi([half('sda'), half('sdb')]), { disk }).codes).toEqual(['warning volume-torn']);
});

test('by BIOS the loader of a system that stays is not taken by hand either', () => {
  const bios = { firmware: { kind: 'bios' as const, secureBoot: null } };
  const first = p('sda', 1, 1, 1, { type: '21686148-6449-6e6f-744e-656564454649' });
  const sda = gpt('sda', [first, p('sda', 2, 2, 40 * 1024, ext4)], { systems: [debian(null, ['sda2'])] });
  const facts = uefi([sda], bios);
  const kept = { action: 'keep', partition: { number: 1 }, role: 'bios-boot' };
  const made = { action: 'create', role: 'bios-boot', size: '1 MiB' };
  const gone = { action: 'delete', partition: { number: 2 } };
  expect(run(facts, { disk, layout: byHand(kept, makeEsp, ...rest) }).codes).toEqual([
    'error layout-bios-beside',
  ]);
  expect(run(facts, { disk, layout: byHand(made, makeEsp, ...rest) }).codes).toEqual([
    'error layout-bios-beside',
  ]);
  expect(run(facts, { disk, layout: byHand(kept, gone, makeEsp, ...rest) }).codes).toEqual([]);
});

test('volumes of Windows that share one partition are not cut off behind the first', () => {
  const type = 'AF9B60A0-1431-4F62-BC68-3311714A69AD';
  const dynamic = p('sda', 2, 513, 80 * 1024, { ...ext4, type, fileSystem: 'ntfs' });
  const layout = { kind: 'alongside', shrink: { number: 2 }, to: '30 GiB' };
  expect(run(uefi([gpt('sda', [esp('sda'), dynamic])]), { disk, layout }).codes).toEqual([
    'error resize-file-system',
  ]);
});

test('nothing is written to a partition that lies over another one', () => {
  const over = [p('sda', 2, 513, 40 * 1024, ext4), p('sda', 3, 30_000, 40 * 1024, ext4)];
  const facts = uefi([gpt('sda', [esp('sda'), ...over])]);
  const root = { action: 'format', partition: { number: 2 }, role: 'root' };
  const { codes } = run(facts, { disk, layout: byHand(keepEsp, rest[0] ?? {}, root) });
  expect(codes).toContain('error layout-table-overlap');
  expect(run(facts, { disk, layout: { kind: 'free-space' } }).codes).toEqual(['error layout-table-overlap']);
  expect(run(facts, { disk }).codes).toEqual([]);
});

test('what is encrypted has room for its header', () => {
  const layout = byHand(makeEsp, ...rest, { action: 'create', role: 'swap', size: '16 MiB' });
  const facts = uefi([gpt('sda', [])]);
  const swap = { kind: 'partition' };
  expect(run(facts, { disk, swap, layout }).codes).toEqual([]);
  expect(run(facts, { disk, swap, layout, encryption: luks }).codes).toEqual(['error partition-too-small']);
});

test('an EFI system partition that is kept is one', () => {
  const other = { ...esp('sda'), ...ext4, sizeBytes: 2048 * MiB };
  expect(run(uefi([gpt('sda', [other])]), { disk, layout: byHand(keepEsp, ...rest) }).codes).toEqual([
    'error mounted-file-system',
  ]);
});

describe('a disk that was copied to another one', () => {
  const parts = (name: string) => [
    { ...esp(name), uuid: 'ABCD-1234' },
    p(name, 2, 513, 40 * 1024, { ...ext4, uuid: 'ROOT' }),
  ];
  const facts = uefi([gpt('sda', parts('sda')), gpt('sdb', parts('sdb'))]);
  const keep = { action: 'keep', partition: { number: 2 }, role: 'data', mount: '/home' };

  test('is not taken for it at start', () => {
    expect(run(facts, { disk, layout: byHand(makeEsp, keep, ...rest) }).codes).toEqual(['error uuid-twice']);
    expect(run(facts, { disk, layout: byHand(keepEsp, ...rest) }).codes).toEqual(['error uuid-twice']);
    expect(run(facts, { disk, layout: byHand(makeEsp, ...rest) }).codes).toEqual([]);
    expect(run(facts, { disk }).codes).toEqual([]);
    const separate = [{ ...home, keep: { number: 2 } }];
    expect(run(facts, { disk, layout: { kind: 'erase', separate } }).codes).toEqual([]);
  });

  test('gets an EFI system partition of its own', () => {
    const { codes, steps } = run(facts, { disk, layout: { kind: 'free-space' } });
    expect(codes).toEqual(['warning esp-copied']);
    expect(steps).toContainEqual(expect.stringMatching(/^mkfs.vfat .* \/dev\/sda3$/));
  });
});
