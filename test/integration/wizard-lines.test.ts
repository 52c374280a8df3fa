// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import type { ManualPartition } from '../../core/request/layout-request.ts';
import { dualBootDisk } from '../e2e/fake-backend/dual-boot-disk.ts';
import { fieldsOf, lineOf } from '../../renderer/pages/layout/manual/line-fields.ts';

const disk = dualBootDisk;
const found = disk.partitions[5] ?? null;
const partition = { partUuid: '8d3c1a50-0000-4000-8000-000000000006' };
const flags: ['RequiredPartition'] = ['RequiredPartition'];

const lines: readonly ManualPartition[] = [
  { action: 'create', role: 'root', fileSystem: 'btrfs' },
  { action: 'create', role: 'data', mount: '/srv', size: '64 GB', start: '1 GiB', label: 'a b', flags },
  { action: 'delete', partition },
  { action: 'resize', partition, to: '80 GiB' },
  { action: 'resize', partition, to: '80 GiB', mount: '/home' },
  { action: 'format', partition, role: 'data', mount: '/home', fileSystem: 'xfs', label: 'old', flags },
  { action: 'keep', partition, role: 'data', mount: '/var/photos' },
];

test.each(lines.map((line) => [JSON.stringify(line), line] as const))(
  '%s comes out of the form as it went in',
  (_text, line) => {
    const of = line.action === 'create' ? null : found;
    expect(lineOf(fieldsOf(line, of), disk, of)).toEqual(line);
  },
);

describe('a text that cannot be read names its field', () => {
  const fresh = fieldsOf(null, null);
  test.each([
    ['size', { ...fresh, size: 'many' }],
    ['start', { ...fresh, start: 'here' }],
    ['label', { ...fresh, label: 'a/b' }],
    ['mount', { ...fresh, mount: '/opt' }],
  ] as const)('%s', (field, fields) => {
    expect(lineOf(fields, disk, null)).toBe(field);
  });
  test('the size of one that is resized', () => {
    const resized = { ...fieldsOf(null, found), action: 'resize', role: '' } as const;
    expect(lineOf(resized, disk, found)).toBe('size');
  });
});
