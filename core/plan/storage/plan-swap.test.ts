// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { imageContentSchema } from '../../facts/image-content.ts';
import { givenFacts, givenImage } from '../given-machine.ts';
import { givenDisk } from './given-disk.ts';
import { planSwap } from './plan-swap.ts';

const content = imageContentSchema.parse({
  bootc: false,
  kernels: [],
  ukis: [],
  sysroot: true,
  boot: true,
  installConfig: null,
  composefs: null,
  systemdBoot: { plain: false, signed: false },
  shim: false,
  bootupd: false,
  bootupdComponents: [],
  bootupdShim: false,
  selinuxPolicy: false,
  selinuxConfig: false,
  programs: [],
});

test.each([
  ['has the generator', { ...content, zramGenerator: true }, []],
  ['lacks it', { ...content, zramGenerator: false }, ['error zram-absent']],
  ['was looked into before anybody looked for it', content, ['unchecked zram-unread']],
  ['was not looked into', null, ['unchecked zram-unread']],
])('swap in compressed memory, of an image that %s', (_, found, expected) => {
  const { issues } = planSwap({
    facts: { ...givenFacts, image: { ...givenImage, content: found } },
    request: { swap: { kind: 'zram' } },
    disk: givenDisk({ name: 'sda', sizeBytes: 2 ** 40 }),
    scheme: 'grub',
    engine: 'ostree',
    rootFileSystem: 'ext4',
    rootBytes: 2 ** 30,
  });
  expect(issues.map(({ severity, code }) => `${severity} ${code}`)).toEqual(expected);
});
