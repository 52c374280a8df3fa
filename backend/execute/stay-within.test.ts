// SPDX-License-Identifier: Apache-2.0
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stayWithin } from './stay-within.ts';

let base = '';
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'within-'));
  await mkdir(join(base, 'target/boot/loader.1'), { recursive: true });
  await symlink('loader.1', join(base, 'target/boot/loader'));
  await symlink('/etc', join(base, 'target/etc'));
  await symlink('../..', join(base, 'target/up'));
});
afterAll(() => rm(base, { recursive: true, force: true }));

test.each(['boot/loader/grub.cfg', 'new/deep/file', 'file'])('%s stays inside', async (path) => {
  await expect(stayWithin(join(base, 'target', path), join(base, 'target'))).resolves.toBeUndefined();
});

test.each(['etc/hostname', 'etc/new/file', 'up/file'])('%s would leave', async (path) => {
  await expect(stayWithin(join(base, 'target', path), join(base, 'target'))).rejects.toThrow('outside');
});
