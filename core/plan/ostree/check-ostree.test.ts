// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { givenFacts, givenImage } from '../given-machine.ts';
import { checkOstree } from './check-ostree.ts';

const image = { ...givenImage, architecture: 'arm64' };
const facts = { ...givenFacts, architecture: 'arm64', image };

test('an arm64 machine is refused: only the loaders of amd64 are written so far', () => {
  expect(checkOstree(image, facts, {}).map(({ code }) => code)).toEqual(['image-no-loader']);
  const amd64 = { ...facts, architecture: 'amd64' };
  expect(checkOstree({ ...image, architecture: 'amd64' }, amd64, {})).toEqual([]);
});

test('a file system that GRUB of this layout is not made for is refused', () => {
  const amd64 = { ...facts, architecture: 'amd64' };
  const [issue] = checkOstree(image, amd64, { rootFileSystem: 'btrfs' });
  expect(issue).toMatchObject({
    code: 'file-system-engine',
    params: { rootFileSystem: 'btrfs', fitting: 'ext4' },
  });
});
