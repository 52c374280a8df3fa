// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import type { ImageContent } from '../../facts/image-content.ts';
import type { BootcWanted } from './bootc-choice.ts';
import { diskBytesAround } from '../storage/partition-sizes.ts';
import { bootcRootBytesNeeded, bootcScheme } from './bootc-disk-bytes.ts';
import { byHost, config, debian, fedora, given, MiB, sealed, type Given } from './given-image.ts';

describe('how bootc is called', () => {
  const plain: BootcWanted = {
    backend: 'composefs',
    loader: 'systemd',
    carrier: 'image',
    verb: 'to-disk',
    rootFileSystem: 'ext4',
  };
  test.each<readonly [string, ImageContent, Given, Partial<BootcWanted>]>([
    ["an image of Debian's kind", debian, {}, {}],
    ["an image of Fedora's kind", fedora, {}, { backend: 'ostree', loader: 'grub' }],
    ['a UKI beside bootupd', { ...fedora, ukis: ['boot/EFI/Linux/x.efi'] }, {}, {}],
    [
      'bootupd, but systemd-boot asked for',
      fedora,
      { content: { installConfig: { ...config, bootloader: 'systemd' } } },
      {},
    ],
    [
      'GRUB asked for without bootupd',
      debian,
      { content: { installConfig: { ...config, bootloader: 'grub' } } },
      { loader: 'grub' },
    ],
    [
      'an image that is to discover its root',
      debian,
      { content: { installConfig: { ...config, discoverablePartitions: null } } },
      { verb: 'to-filesystem' },
    ],
    [
      'the same with a UKI, which brings its own arguments',
      sealed,
      { content: { installConfig: { ...config, discoverablePartitions: null } } },
      {},
    ],
    [
      'GRUB, which is told its root unless asked otherwise',
      fedora,
      { content: { installConfig: { ...config, discoverablePartitions: null } } },
      { backend: 'ostree', loader: 'grub' },
    ],
    [
      'GRUB that is to discover its root',
      fedora,
      { content: { installConfig: { ...config, discoverablePartitions: true } } },
      { backend: 'ostree', loader: 'grub', verb: 'to-filesystem' },
    ],
    [
      'no podman',
      debian,
      { facts: { tools: { ...given(debian, {}).facts.tools, podman: false } } },
      { carrier: 'host' },
    ],
    [
      "a live system's bootc without a word on root=",
      debian,
      { request: byHost, host: { installConfig: null } },
      { carrier: 'host', verb: 'to-filesystem' },
    ],
    [
      'no store on the medium',
      debian,
      { facts: { live: { mediumDisk: null, embeddedImage: '/live/image', imageStore: null } } },
      { verb: 'to-filesystem' },
    ],
    [
      'a file system asked for',
      debian,
      { request: { rootFileSystem: 'btrfs' } },
      { rootFileSystem: 'btrfs' },
    ],
  ])('%s', (_name, base, what, expected) => {
    expect(given(base, what).wanted).toEqual({ ...plain, ...expected });
  });
});

describe('the least disk', () => {
  const needed = (what: Given, installedMiB: number): number => {
    const { image, wanted, facts, source } = given(debian, what);
    const sized = { ...image, installedBytes: installedMiB * MiB, compressedBytes: (installedMiB * MiB) / 2 };
    const rootBytes = bootcRootBytesNeeded(sized, wanted, { facts, source });
    return diskBytesAround(rootBytes, bootcScheme(wanted)) / MiB;
  };
  const noStore = { live: { mediumDisk: null, embeddedImage: '/live/image', imageStore: null } };

  test('has room for a second deployment, and 4 GiB of root in any case', () => {
    // 1 MiB before and after, BIOS boot 1, ESP 1024, root 4096.
    expect(needed({}, 100)).toBe(1 + 1 + 1024 + 4096 + 1);
    expect(needed({}, 8000)).toBe(1 + 1 + 1024 + 8000 * 2.2 + 512 + 1);
  });

  test('has room for an image that is pulled onto it first', () => {
    expect(needed({ facts: noStore }, 8000)).toBe(1 + 1 + 1024 + 2 * 8000 + 4000 + 512 + 1);
    expect(needed({ facts: noStore, request: byHost }, 8000)).toBe(needed({}, 8000));
  });
});
