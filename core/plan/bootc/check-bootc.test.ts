// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import type { ImageContent } from '../../facts/image-content.ts';
import { checkBootc } from './check-bootc.ts';
import {
  bios,
  byHost,
  config,
  debian,
  fedora,
  given,
  sealed,
  secureBoot,
  type Given,
} from './given-image.ts';

function codes(base: ImageContent, what: Given): string[] {
  const { image, facts, settings, wanted } = given(base, what);
  return checkBootc(image, facts, settings, wanted).map(({ code, severity, params }) => {
    const detail = params['what'] ?? params['loader'] ?? params['missing'] ?? params['keys'];
    return [severity, code, ...(detail === undefined ? [] : [detail])].join(' ');
  });
}

const without = (base: ImageContent, ...names: string[]): Partial<ImageContent> => ({
  programs: base.programs.filter((name) => !names.includes(name)),
});

describe('what is missing from an image of which kind, and what is said of it', () => {
  test.each<readonly [string, ImageContent, Given, readonly string[]]>([
    ["nothing, of Debian's kind", debian, {}, []],
    ["nothing, of Fedora's kind", fedora, {}, []],
    ["nothing, of Fedora's kind on BIOS", fedora, { facts: bios }, []],
    ['nothing, with a UKI', sealed, {}, []],
    ['a kernel', debian, { content: { kernels: [] } }, ['error image-lacks a kernel in /usr/lib/modules']],
    [
      'an initramfs',
      debian,
      { content: { kernels: [{ version: '6.12.1', initramfs: false }] } },
      ['error image-lacks /usr/lib/modules/6.12.1/initramfs.img'],
    ],
    [
      'one kernel, of two',
      debian,
      { content: { kernels: [...debian.kernels, { version: '6.13.0', initramfs: true }] } },
      ['error image-several-kernels'],
    ],
    ['/sysroot', debian, { content: { sysroot: false } }, ['error image-lacks the directory /sysroot']],
    ['/boot', debian, { content: { boot: false } }, ['error image-lacks the directory /boot']],
    ['/boot, for ostree', fedora, { content: { boot: false } }, []],
    [
      'prepare-root.conf',
      debian,
      { content: { composefs: null } },
      ['error image-lacks ostree/prepare-root.conf in /usr/lib or /etc'],
    ],
    [
      'prepare-root.conf of the live system',
      debian,
      { request: byHost, host: { composefs: null } },
      ['error live-lacks ostree/prepare-root.conf in /usr/lib or /etc'],
    ],
    [
      'prepare-root.conf, for a bootc of the live system',
      debian,
      { request: byHost, content: { composefs: null } },
      [],
    ],
    [
      'an install TOML',
      debian,
      { content: { installConfig: null }, request: { install: { verb: 'to-filesystem' } } },
      ['error image-lacks an install configuration (/usr/lib/bootc/install/*.toml)'],
    ],
    [
      'a file system in the install TOML',
      debian,
      { content: { installConfig: { ...config, rootFileSystem: null } } },
      ['error image-lacks a file system for the root in its install configuration'],
    ],
    [
      'an install TOML, with a file system asked for',
      debian,
      { content: { installConfig: null }, request: { rootFileSystem: 'ext4' } },
      [],
    ],
    [
      'an unencrypted block setup',
      debian,
      { content: { installConfig: { ...config, block: ['tpm2-luks'] } } },
      ['error image-encryption-only'],
    ],
    [
      'any block setup',
      debian,
      { content: { installConfig: { ...config, block: [] } } },
      ['error image-encryption-only'],
    ],
    [
      'encryption as its first choice',
      debian,
      { content: { installConfig: { ...config, block: ['tpm2-luks', 'direct'] } } },
      ['warning image-prefers-encryption'],
    ],
    [
      'keys that bootc knows',
      debian,
      { content: { installConfig: { ...config, unknownKeys: ['install.x', 'y'] } } },
      ['warning install-toml-unknown-key install.x, y'],
    ],
    [
      'systemd-boot',
      debian,
      { content: { systemdBoot: { plain: false, signed: false } } },
      ['error image-lacks systemd-boot'],
    ],
    [
      'systemd-boot, which the live system has',
      debian,
      { content: { systemdBoot: { plain: false, signed: false } }, request: byHost },
      [],
    ],
    [
      'systemd-boot, here as well',
      debian,
      {
        content: { systemdBoot: { plain: false, signed: false } },
        host: { systemdBoot: { plain: false, signed: false } },
        request: byHost,
      },
      ['error image-lacks systemd-boot'],
    ],
    [
      'a loader for BIOS',
      debian,
      { facts: bios },
      ['error image-no-loader GRUB; systemd-boot is for UEFI only'],
    ],
    [
      "bootupd's part for BIOS",
      fedora,
      { facts: bios, content: { bootupdComponents: ['EFI'] } },
      ['error image-no-loader /usr/lib/bootupd/updates/BIOS.json'],
    ],
    [
      "bootupd's part for UEFI",
      fedora,
      { content: { bootupdComponents: ['BIOS'] } },
      ['error image-no-loader /usr/lib/bootupd/updates/EFI.json'],
    ],
    [
      'bootupd, asked for by its TOML',
      debian,
      { content: { installConfig: { ...config, bootloader: 'grub' } } },
      ['error image-lacks bootupd', 'error image-lacks bootupctl'],
    ],
    ['bootupctl', fedora, { content: without(fedora, 'bootupctl') }, ['error image-lacks bootupctl']],
    [
      'a loader, by its own wish',
      fedora,
      { content: { installConfig: { ...config, bootloader: 'none' } } },
      ['error image-other-loader none'],
    ],
    [
      'a loader that is known here',
      debian,
      { content: { installConfig: { ...config, bootloader: 'grub-cc' } } },
      ['error image-other-loader grub-cc'],
    ],
    [
      'a loader for this machine',
      debian,
      { facts: { architecture: 'arm64' } },
      ['error image-no-loader a loader for arm64; this installer knows those of amd64 only'],
    ],
    ['nothing for Secure Boot', debian, { facts: secureBoot }, []],
    ['nothing for Secure Boot with GRUB', fedora, { facts: secureBoot }, []],
    [
      'shim',
      debian,
      { facts: secureBoot, content: { shim: false } },
      ['error secure-boot-unsigned systemd-boot'],
    ],
    [
      'a signed systemd-boot',
      debian,
      { facts: secureBoot, content: { systemdBoot: { plain: true, signed: false } } },
      ['error secure-boot-unsigned systemd-boot'],
    ],
    [
      'a signed systemd-boot beside a UKI',
      sealed,
      { facts: secureBoot, content: { systemdBoot: { plain: true, signed: false } } },
      ['error secure-boot-unsigned systemd-boot'],
    ],
    [
      "bootupd's shim",
      fedora,
      { facts: secureBoot, content: { bootupdShim: false } },
      ['error secure-boot-unsigned GRUB'],
    ],
    ['shim, when Secure Boot is off', debian, { content: { shim: false } }, []],
    ['an mkfs', debian, { content: without(debian, 'mkfs.ext4') }, ['error image-lacks mkfs.ext4']],
    ['an mkfs that is not called', debian, { content: without(debian, 'mkfs.xfs') }, []],
    [
      'the programs of to-disk',
      debian,
      { content: without(debian, 'sfdisk', 'mkfs.fat', 'fstrim') },
      ['error image-lacks fstrim, mkfs.fat, sfdisk'],
    ],
    [
      'the same for to-filesystem',
      debian,
      {
        content: without(debian, 'sfdisk', 'mkfs.fat', 'mkfs.ext4'),
        request: { install: { verb: 'to-filesystem' } },
      },
      [],
    ],
    [
      'programs of the live system',
      debian,
      { request: byHost, host: { programs: ['lsblk', 'findmnt', 'fsfreeze', 'fstrim'] } },
      ['error live-lacks skopeo, mkfs.ext4, mkfs.fat, sfdisk, wipefs, bootctl'],
    ],
    ['programs of a live system that was not looked at', debian, { request: byHost, host: null }, []],
    ['ostree', fedora, { content: without(fedora, 'ostree') }, ['error image-lacks ostree']],
    [
      'fs-verity on xfs, for a UKI',
      sealed,
      { request: { rootFileSystem: 'xfs' } },
      ['error file-system-verity'],
    ],
    [
      'fs-verity on xfs, by its prepare-root.conf',
      fedora,
      { content: { composefs: 'signed' }, request: { rootFileSystem: 'xfs' } },
      ['error file-system-verity'],
    ],
    ['nothing on xfs', debian, { request: { rootFileSystem: 'xfs' } }, []],
    [
      'room for kernel arguments in a UKI',
      sealed,
      { request: { kernelArguments: ['quiet'] } },
      ['error uki-kernel-arguments'],
    ],
    [
      'room for the keyboard in a UKI',
      sealed,
      { request: { keyboard: { layout: 'de' } } },
      ['error uki-kernel-arguments'],
    ],
    [
      'room for the serial console in a UKI',
      sealed,
      { facts: { consoles: ['tty0', 'ttyS0'] } },
      ['error uki-kernel-arguments'],
    ],
    [
      'a live system with SELinux',
      fedora,
      { content: { selinuxPolicy: true, selinuxConfig: true } },
      ['error image-selinux'],
    ],
    [
      'nothing, on a live system with SELinux',
      fedora,
      { content: { selinuxPolicy: true, selinuxConfig: true }, facts: { selinux: true } },
      [],
    ],
    [
      'the policy of its SELinux configuration',
      debian,
      { content: { selinuxConfig: true } },
      ['error image-lacks the SELinux policy of its /etc/selinux/config'],
    ],
    [
      'an updater',
      debian,
      { request: byHost, content: { ...without(debian, 'bootc'), bootc: false } },
      ['warning image-no-updater'],
    ],
    [
      'root=',
      debian,
      {
        content: { installConfig: { ...config, discoverablePartitions: null } },
        request: { install: { verb: 'to-disk' } },
      },
      ['warning root-by-discovery'],
    ],
    [
      'a store that to-disk does not erase',
      debian,
      {
        facts: { live: { mediumDisk: null, embeddedImage: '/live/image', imageStore: null } },
        request: { install: { verb: 'to-disk' } },
      },
      ['error bootc-way systemd'],
    ],
  ])('%s', (_name, base, what, expected) => {
    expect(codes(base, what)).toEqual(expected);
  });

  test('an image that was not looked into says nothing', () => {
    const { image, facts, settings, wanted } = given(debian, {});
    expect(checkBootc({ ...image, content: null }, facts, settings, wanted)).toEqual([]);
  });
});
