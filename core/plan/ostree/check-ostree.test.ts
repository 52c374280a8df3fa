// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Facts, ImageFacts } from '../../facts/facts.ts';
import { checkOstree } from './check-ostree.ts';

const image: ImageFacts = {
  source: 'oci:/image',
  digest: `sha256:${'0'.repeat(64)}`,
  architecture: 'arm64',
  title: null,
  version: null,
  bootable: true,
  bootc: false,
  kernel: null,
  compressedBytes: 1,
  installedBytes: 1,
  layers: [],
  locales: ['C.utf8'],
  keymaps: ['us'],
  content: null,
  loaders: ['grub-uefi', 'shim'],
};
const facts: Facts = {
  schema: 1,
  firmware: { kind: 'uefi', secureBoot: false },
  architecture: 'arm64',
  memoryBytes: 2 ** 32,
  onBattery: null,
  live: null,
  tools: { bootc: null, podman: false, ostree: true, signedLoader: false },
  consoles: [],
  selinux: false,
  disks: [],
  volumes: [],
  image,
  trust: null,
  unread: [],
};

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
