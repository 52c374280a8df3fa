// SPDX-License-Identifier: Apache-2.0
import { assert, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { productName } from './product-name.ts';

test.each([
  ['LENOVO', '20XW0026GE', 'ThinkPad X1 Carbon Gen 9', 'ThinkPad X1 Carbon Gen 9'],
  ['LENOVO', '82SA', 'Not Specified', '82SA'],
  ['Dell Inc.', 'XPS 13 9310\n', 'Not Specified', 'XPS 13 9310'],
  ['ASUS', 'System Product Name', 'System Version', null],
  ['Gigabyte', 'To Be Filled By O.E.M.', '1.0', null],
  ['QEMU', 'Standard PC (Q35 + ICH9, 2009)', 'pc-q35-10.0', null],
  ['QEMU', 'Default string', null, null],
  [null, '  A\u0000B \u202e C ', null, 'A B C'],
  [null, null, null, null],
])('%s, %s, %s is %s', (vendor, name, version, product) => {
  expect(productName({ vendor, name, version })).toBe(product);
});

test('whatever the firmware says, it is one short line, or nothing', () => {
  assert(
    property(string({ unit: 'binary' }), (name) => {
      const product = productName({ vendor: null, name, version: null });
      return product === null || /^[^\p{Cc}]{1,64}$/u.test(product);
    }),
  );
});
