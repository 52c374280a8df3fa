// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { disk, esp, GiB, gpt, MiB, p, run, uefi } from './kept-disks.ts';

const ext4 = { fileSystem: 'ext4', condition: 'clean' as const, usedBytes: GiB, minimumBytes: 2 * GiB };
const home = { disk: { serial: 'S-sdb' }, mount: '/home', keep: { number: 1 } };

test('volumes of Windows that share one partition are not cut off behind the first', () => {
  const type = 'AF9B60A0-1431-4F62-BC68-3311714A69AD';
  const dynamic = p('sda', 2, 513, 80 * 1024, { ...ext4, type, fileSystem: 'ntfs' });
  const layout = { kind: 'alongside', shrink: { number: 2 }, to: '30 GiB' };
  expect(run(uefi([gpt('sda', [esp('sda'), dynamic])]), { disk, layout }).codes).toEqual([
    'error resize-file-system',
  ]);
});
