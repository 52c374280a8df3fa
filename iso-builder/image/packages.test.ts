// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { imagePackages, type Updater } from './packages.ts';

const packages = (updater: Updater): string[] =>
  imagePackages({
    updater,
    kernel: 'linux-image-amd64',
    added: ['nano', 'htop'],
    removed: ['nano'],
    firmware: false,
  });

test.each<Updater>(['ostree', 'bootc'])(
  'an image for %s holds what its initramfs is made with',
  (updater) => {
    expect(packages(updater)).toEqual(
      expect.arrayContaining(['dracut', 'ostree', 'ostree-boot', 'kbd', 'shim-signed', 'systemd-cryptsetup']),
    );
  },
);

test('swap in compressed memory can be asked for, and is off until then', () => {
  expect(packages('ostree')).toContain('systemd-zram-generator');
  const config = new URL('rootfs/etc/systemd/zram-generator.conf', import.meta.url);
  expect(readFileSync(config, 'utf8')).not.toMatch(/^\[/m);
});

test('GRUB is for ostree, systemd-boot for bootc', () => {
  expect(packages('ostree')).toContain('grub-pc-bin');
  expect(packages('ostree')).not.toContain('systemd-boot');
  expect(packages('bootc')).toContain('systemd-boot');
  expect(packages('bootc')).not.toContain('grub-pc-bin');
});

test('what is added and removed by hand comes last', () => {
  expect(packages('ostree')).toContain('htop');
  expect(packages('ostree')).not.toContain('nano');
});
