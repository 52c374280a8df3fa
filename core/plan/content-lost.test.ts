// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { diskSchema } from '../facts/facts.ts';
import { roomInWords } from '../facts/partition-in-words.ts';
import { systemWithPlace } from '../facts/system-in-words.ts';
import { contentLost } from './storage/content-lost.ts';

const partition = (number: number, changes: object): object => ({
  name: `sda${number}`,
  number,
  startBytes: 0,
  sizeBytes: 500e9,
  type: null,
  partUuid: null,
  partLabel: null,
  fileSystem: null,
  label: null,
  uuid: null,
  ...changes,
});
const bare = {
  name: 'sda',
  path: '/dev/sda',
  byId: [],
  serial: null,
  wwn: null,
  model: null,
  vendor: null,
  bus: null,
  rotational: false,
  removable: false,
  readOnly: false,
  sizeBytes: 1e12,
  logicalSectorBytes: 512,
  physicalSectorBytes: 512,
  table: 'gpt',
  tableId: null,
  content: null,
  holders: [],
  unsuitable: null,
};
const system = { kind: 'windows', name: 'Windows 11', version: '10.0.22631.1', esp: 'sda1', stateroots: [] };
const deployment = { id: 'a.0', imgref: null, version: null };

const disk = diskSchema.parse({
  ...bare,
  partitions: [
    partition(1, { fileSystem: 'vfat', label: 'SYSTEM' }),
    partition(2, {
      fileSystem: 'ntfs',
      label: 'C',
      usedBytes: 120e9,
      minimumBytes: 130e9,
      condition: 'hibernated',
      encryption: 'bitlocker',
    }),
    partition(3, { fileSystem: 'btrfs' }),
  ],
  systems: [
    { ...system, partitions: ['sda2', 'sda1'] },
    {
      ...system,
      name: 'Debian',
      partitions: ['sda3'],
      stateroots: [{ name: 'a', deployments: [deployment, deployment] }],
    },
    { ...system, name: 'Arch Linux', partitions: ['sda3'] },
  ],
});

test('a system is named at the partition that its root is on, and nowhere else', () => {
  expect(contentLost(disk)).toEqual([
    'sda1: vfat "SYSTEM"',
    'sda2: Windows 11 (ntfs "C")',
    'sda3: Debian, 2 deployments and Arch Linux (btrfs)',
  ]);
});

test('a system may stand on a disk without a table', () => {
  const whole = { ...bare, table: null, content: 'btrfs', partitions: [] };
  expect(contentLost(diskSchema.parse(whole))).toEqual(['btrfs on the whole disk']);
  const systems = [{ ...system, name: 'Debian', partitions: ['sda'] }];
  expect(contentLost(diskSchema.parse({ ...whole, systems }))).toEqual(['Debian on the whole disk']);
});

test('facts say in words what is where, and what room there is', () => {
  expect(disk.systems.map(systemWithPlace)[0]).toBe(
    'Windows 11, version 10.0.22631.1: on sda2, sda1, starts from sda1',
  );
  expect(disk.partitions.map(roomInWords)).toEqual([
    '',
    '120.0 GB used, 380.0 GB free, can shrink to 130.0 GB, hibernated, encrypted by BitLocker',
    '',
  ]);
});

test('facts recorded before there was anything of storage still parse', () => {
  expect(diskSchema.parse({ ...bare, partitions: [partition(1, {})] })).toMatchObject({
    systems: [],
    usable: null,
    backupTable: null,
    discard: false,
    partitions: [{ usedBytes: null, condition: null, encryption: null, flags: [] }],
  });
});
