// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { machines } from '../e2e/fake-backend/machines.ts';
import { disksToEdit } from '../../renderer/pages/layout/touched-disks.ts';
import { tableOf, withTable, type Manual } from '../../renderer/pages/layout/manual/manual-tables.ts';

const facts = machines.busy;
const [first, ...others] = facts.disks;
const layout: Manual = {
  kind: 'manual',
  disks: [{ disk: { serial: '20481H801234' }, table: 'keep', partitions: [] }],
};

test('every disk that can be written to can be laid out, that of the system first', () => {
  const disks = first === undefined ? [] : disksToEdit(first, facts);
  expect(disks.map(({ disk }) => disk.path)).toEqual(['/dev/nvme0n1', '/dev/sdb', '/dev/sda']);
});

test('a disk is named once something is done with it, and no more when that is taken back', () => {
  const disk = others.find(({ path }) => path === '/dev/sda');
  if (disk === undefined) throw new Error('the machine has no /dev/sda');
  const named = { disk, selector: { serial: disk.serial ?? '' } };
  const before = tableOf(layout, named);
  expect(before).toEqual({ disk: named.selector, table: 'new', partitions: [] });
  const made = withTable(layout, named, {
    ...before,
    partitions: [{ action: 'create', role: 'data', mount: '/home' }],
  });
  expect(made.disks).toHaveLength(2);
  expect(tableOf(made, named).partitions).toHaveLength(1);
  expect(withTable(made, named, before)).toEqual(layout);
});

test('the disk of the system stays, whatever is done with it', () => {
  const disk = first;
  if (disk === undefined) throw new Error('the machine has no disk');
  const named = { disk, selector: { serial: disk.serial ?? '' } };
  expect(withTable(layout, named, tableOf(layout, named))).toEqual(layout);
});
