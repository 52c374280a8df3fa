// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { isDiskFailure } from './is-disk-failure.ts';

test.each([
  ['EIO', true],
  ['EROFS', true],
  ['ENODEV', true],
  ['ENXIO', true],
  ['ENOSPC', false],
  ['EBUSY', false],
])('%s', (code, is) => {
  expect(isDiskFailure(Object.assign(new Error('said by the kernel'), { code }))).toBe(is);
});

test('an error of our own is none', () => {
  expect(isDiskFailure(new Error('EIO'))).toBe(false);
  expect(isDiskFailure('EIO')).toBe(false);
});
