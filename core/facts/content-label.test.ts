// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { debian } from '../plan/bootc/given-image.ts';
import { contentLabel, readContentLabel } from './content-label.ts';

const layers = ['sha256:a', 'sha256:b'];
const text = contentLabel(debian, layers);

test('says of the same layers what was written', () => {
  expect(readContentLabel(text, layers)).toEqual(debian);
});

test.each<readonly [string, string | undefined, readonly string[]]>([
  ['is not there', undefined, layers],
  ['is inherited by an image with a layer more', text, [...layers, 'sha256:c']],
  ['is of other layers', text, ['sha256:a', 'sha256:c']],
  ['is of layers that nobody names', text, []],
  ['is of an older time', JSON.stringify({ diffIds: layers, content: { bootc: true } }), layers],
  ['is no JSON', '{', layers],
])('says nothing when it %s', (_name, label, diffIds) => {
  expect(readContentLabel(label, diffIds)).toBeNull();
});
