// SPDX-License-Identifier: Apache-2.0
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deviceWrittenBytes, writtenBytes } from './device-io.ts';

/** Of Linux 6.12: 17 fields since 5.5, 11 before 4.18. */
const stat =
  '   37283     6313  1930818    11873    31286    25126  2143178    42087        0    36800    60203     1186        0  4313592      372     9012     5870\n';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'device-'));
  await mkdir(join(directory, 'sys/vda'), { recursive: true });
  await writeFile(join(directory, 'sys/vda/stat'), stat);
  await writeFile(join(directory, 'vda'), '');
  await symlink('vda', join(directory, 'virtio-SERIAL'));
});
afterAll(() => rm(directory, { recursive: true }));

test.each([
  [stat, 2_143_178 * 512],
  ['1 2 3 4 5 6 7 8 9 10 11', 7 * 512],
  ['', null],
  ['1 2 3 4 5 6 x', null],
  ['1 2 3 4 5 6 -7', null],
])('%j', (text, bytes) => {
  expect(writtenBytes(text)).toBe(bytes);
});

test('a link by identity leads to the disk; a disk that is gone is no error', async () => {
  const sysfs = join(directory, 'sys');
  expect(await deviceWrittenBytes(join(directory, 'virtio-SERIAL'), sysfs)).toBe(2_143_178 * 512);
  expect(await deviceWrittenBytes(join(directory, 'vdb'), sysfs)).toBeNull();
});
