// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { journalRecord } from '../../journal/journal-record.ts';
import { fileSystemRequest } from '../../request/layout-request.ts';
import { dataMounts } from './data-mounts.ts';
import { simpleFileSystem } from './system-partitions.ts';

const LONG = `/var/${'x'.repeat(95)}`;

test('each subvolume names a step of its own, which the journal can hold', () => {
  const { subvolumes } = fileSystemRequest.parse({
    subvolumes: [
      { name: '@', mount: '/' },
      { name: 'one', mount: '/var/a/b' },
      { name: 'other', mount: '/var/a-b' },
      { name: 'long', mount: LONG },
    ],
  });
  const root = simpleFileSystem('root', 'btrfs', { path: '/dev/vda4', action: 'create' }, '/');
  const ids = dataMounts([{ ...root, subvolumes: subvolumes ?? [] }]).map(({ id }) => `mount-${id}`);
  expect(ids).toEqual(['mount-root:var:a:b', 'mount-root:var:a-b', `mount-root:var:${'x'.repeat(95)}`]);
  for (const id of ids)
    expect(journalRecord.safeParse({ event: 'step', id, disk: 'formatted' }).success).toBe(true);
  expect(fileSystemRequest.safeParse({ subvolumes: [{ name: 'l', mount: `${LONG}x` }] }).success).toBe(false);
});
