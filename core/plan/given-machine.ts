// SPDX-License-Identifier: Apache-2.0
import type { Facts, ImageFacts } from '../facts/facts.ts';

/** For tests: an ostree-bootable image in a directory, of which nothing is looked into. */
export const givenImage: ImageFacts = {
  source: 'oci:/image',
  digest: `sha256:${'0'.repeat(64)}`,
  architecture: 'amd64',
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

/** For tests: a UEFI machine without Secure Boot that has ostree, that image, and no disk. */
export const givenFacts: Facts = {
  schema: 1,
  firmware: { kind: 'uefi', secureBoot: false },
  architecture: 'amd64',
  memoryBytes: 2 ** 32,
  onBattery: null,
  live: null,
  tools: { bootc: null, podman: false, ostree: true, signedLoader: false },
  consoles: [],
  selinux: false,
  disks: [],
  volumes: [],
  image: givenImage,
  trust: null,
  unread: [],
};
