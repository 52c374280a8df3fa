// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Facts, ImageFacts } from '../facts/facts.ts';
import { checkImage } from './check-image.ts';
import { settle } from './settings.ts';

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

test("the digest that was asked for is the manifest's, or that of a list it is in", () => {
  const [a, b, c] = ['a', 'b', 'c'].map((digit) => `sha256:${digit.repeat(64)}`);
  const amd64 = { ...image, architecture: 'amd64', digest: a ?? '', indexDigests: [b ?? ''] };
  const asked = (digest: string | undefined): string[] => {
    const settings = settle(facts, { version: 1, disk: { only: true }, image: { digest } });
    return checkImage(amd64, { ...facts, architecture: 'amd64' }, settings).map(({ code }) => code);
  };
  expect([asked(undefined), asked(a), asked(b)]).toEqual([[], [], []]);
  expect(asked(c)).toEqual(['image-digest-mismatch']);
  expect(
    checkImage(
      { ...amd64, indexDigests: undefined },
      facts,
      settle(facts, { version: 1, disk: { only: true }, image: { digest: b } }),
    ).map(({ code }) => code),
  ).toContain('image-digest-mismatch');
});
