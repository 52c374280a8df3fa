// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { sortUnread, unreadBecause, unreadInWords, unreadSchema, type Unread } from './unread.ts';

const content: Unread = { what: 'content', at: '/dev/sdb1', reason: 'mount: bad $& superblock' };

test('an entry is a line of English, and survives being sent', () => {
  const entries = [content, unreadBecause('needs-root', 'systems', '/dev/sda, /dev/sdb'), { what: 'tpm' }];
  expect(
    unreadSchema
      .array()
      .parse(entries.map((entry) => ({ reason: 'no', ...entry })))
      .map(unreadInWords),
  ).toEqual([
    'what is on /dev/sdb1: mount: bad $& superblock',
    'operating systems and free room on /dev/sda, /dev/sdb: only root may look into it',
    'TPM: no',
  ]);
  expect(unreadSchema.safeParse({ what: 'logical volumes', reason: 'no' }).success).toBe(false);
});

test('the order is that of what they say', () => {
  const entries = [{ ...content, at: '/dev/sdc1' }, unreadBecause('damaged', 'table', '/dev/sda'), content];
  sortUnread(entries);
  expect(entries.map(({ at }) => at)).toEqual(['/dev/sdb1', '/dev/sdc1', '/dev/sda']);
});
