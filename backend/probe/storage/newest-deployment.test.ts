// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { BootEntry } from './atomic-systems.ts';
import { newestDeployment } from './newest-deployment.ts';

const [old, now] = [`${'a'.repeat(64)}.0`, `${'b'.repeat(64)}.0`];
const entry = (version: string, ostree: string): BootEntry => ({
  title: null,
  version,
  options: ['rw', `ostree=${ostree}`],
  partition: null,
});
const files = new Map([
  ['ostree/boot.1', 'boot.1.0'],
  ['ostree/boot.1.0/particleos/sum/0', `../../../deploy/particleos/deploy/${old}`],
  ['ostree/boot.1.0/particleos/sum/1', `../../../deploy/particleos/deploy/${now}`],
  // Left from the time before.
  ['ostree/boot.1.1/particleos/sum/1', `../../../deploy/particleos/deploy/${old}`],
  ['ostree/boot.1.0/particleos/out/0', '../../../../etc'],
]);
const newest = (...entries: BootEntry[]) => newestDeployment(files, entries, 'particleos', [old, now]);

test('the entry with the highest version says which one is the newest', () => {
  const [first, second] = [
    entry('9', '/ostree/boot.1/particleos/sum/0'),
    entry('10', '/ostree/boot.1/particleos/sum/1'),
  ];
  expect(newest(first, second)).toEqual({ id: now, entry: second });
});

test.each([
  ['leads out of its place', '/ostree/boot.1/particleos/out/0'],
  ['leads nowhere', '/ostree/boot.0/particleos/sum/0'],
  ['is no path', 'x'],
])('an entry that %s is none: the first one counts', (_what, ostree) => {
  expect(newest(entry('3', ostree))).toEqual({ id: old, entry: null });
});

test('nothing deployed, nothing newest', () => {
  expect(newestDeployment(files, [], 'particleos', [])).toBeNull();
});
