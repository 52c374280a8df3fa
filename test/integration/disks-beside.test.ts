// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { byHand, debian, disk, esp, GiB, gpt, luks, MiB, p, rest, run, uefi } from './kept-disks.ts';

const ext4 = { fileSystem: 'ext4', condition: 'clean' as const, usedBytes: GiB, minimumBytes: 2 * GiB };
const makeEsp = { action: 'create', role: 'esp', size: '512 MiB' };
const keepEsp = { action: 'keep', partition: { number: 1 }, role: 'esp' };
const home = { disk: { serial: 'S-sdb' }, mount: '/home', keep: { number: 1 } };

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
