// SPDX-License-Identifier: Apache-2.0
import { encode } from 'uqr';
import { expect, test } from 'vitest';
import { drawsBlocks, qrLines } from './qr-lines.ts';

const KEY = 'cdecvhid-jkdnvteh-rbnvhfkd-lrtctuit-ngkhfbcv-ilkhbuee-tljdlfir-vkgnbtnd';

/** The modules that the lines draw, row by row. */
function modules(lines: readonly string[]): boolean[][] {
  const rows = lines.map((line) => line.slice('\u001B[30;107m'.length, -'\u001B[0m'.length));
  const filled = (row: string, half: string): boolean[] =>
    Array.from(row, (shape) => shape === '█' || shape === half);
  return rows.flatMap((row) => [filled(row, '▀'), filled(row, '▄')]);
}

test('a recovery key is drawn module by module, and fits a console of 80 by 25', () => {
  const lines = qrLines(KEY, 80);
  if (lines === null) throw new Error('it was not drawn');
  expect(lines.length).toBeLessThanOrEqual(22);
  const { data, size } = encode(KEY, { ecc: 'M', border: 2 });
  const drawn = modules(lines);
  expect(drawn.slice(0, size)).toEqual(data);
  // What is below the last row is paper.
  expect(drawn.slice(size).flat()).not.toContain(true);
});

test('what does not fit is not drawn', () => {
  expect(qrLines(KEY, 40)).toBeNull();
});

test.each([
  [{ LANG: 'de_DE.UTF-8' }, true],
  [{ LANG: 'C.utf8', LC_ALL: '' }, true],
  [{ LANG: 'de_DE.UTF-8', LC_ALL: 'C' }, false],
  [{}, false],
])('%j draws blocks: %s', (env, draws) => {
  expect(drawsBlocks(env)).toBe(draws);
});
