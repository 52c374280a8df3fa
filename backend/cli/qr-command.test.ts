// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { qrRows } from './qr-command.ts';

test('a recovery key becomes a square of squares, with the three marks of a QR code', () => {
  const rows = qrRows('cbdefghi-jklnrtuv-cbdefghi-jklnrtuv-cbdefghi-jklnrtuv-cbdefghi-jklnrtuv');
  const size = rows.length;
  expect(rows.every((row) => row.length === size && /^[01]+$/.test(row))).toBe(true);
  // ISO/IEC 18004: 17 + 4 squares a version, and in three corners a frame of seven.
  expect((size - 17) % 4).toBe(0);
  for (const row of [rows[0], rows[6]])
    expect([row?.slice(0, 7), row?.slice(-7)]).toEqual(['1111111', '1111111']);
  expect(rows.at(-1)?.slice(0, 7)).toBe('1111111');
});
