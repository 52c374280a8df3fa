// SPDX-License-Identifier: Apache-2.0
import type { Facts, ImageFacts } from '../../facts/facts.ts';
import type { HostBootc, ImageContent, InstallConfig } from '../../facts/image-content.ts';
import { imageReference, type ImageReference } from '../../request/image-reference.ts';
import type { Request } from '../../request/request.ts';
import { givenFacts, givenImage } from '../given-machine.ts';
import { settle, type Settings } from '../settings.ts';
import { chooseBootc, type BootcWanted } from './bootc-choice.ts';

export const MiB = 1024 * 1024;

export const config: InstallConfig = {
  rootFileSystem: 'ext4',
  block: ['direct'],
  bootloader: null,
  kernelArguments: [],
  discoverablePartitions: false,
  rootMountSpec: null,
  stateroot: null,
  unknownKeys: [],
};

const tools = ['findmnt', 'fsfreeze', 'fstrim', 'lsblk', 'mkfs.btrfs', 'mkfs.ext4', 'mkfs.fat', 'mkfs.xfs'];
export const debian: ImageContent = {
  bootc: true,
  kernels: [{ version: '6.12.1', initramfs: true }],
  ukis: [],
  sysroot: true,
  boot: true,
  installConfig: config,
  composefs: 'yes',
  systemdBoot: { plain: true, signed: true },
  shim: true,
  bootupd: false,
  bootupdComponents: [],
  bootupdShim: false,
  selinuxPolicy: false,
  selinuxConfig: false,
  unlock: null,
  programs: [...tools, 'bootc', 'bootctl', 'sfdisk', 'skopeo', 'wipefs'],
};
export const fedora: ImageContent = {
  ...debian,
  systemdBoot: { plain: false, signed: false },
  shim: false,
  bootupd: true,
  bootupdComponents: ['BIOS', 'EFI'],
  bootupdShim: true,
  programs: [...debian.programs, 'bootupctl', 'ostree', 'podman'],
};
export const sealed: ImageContent = { ...debian, kernels: [], ukis: ['boot/EFI/Linux/corona.efi'] };

const hostBootc: HostBootc = {
  installConfig: config,
  composefs: 'yes',
  systemdBoot: { plain: true, signed: true },
  programs: [...debian.programs, 'ostree', 'podman'],
};

export interface Given {
  readonly content?: Partial<ImageContent>;
  readonly facts?: Partial<Facts>;
  readonly host?: Partial<HostBootc> | null;
  readonly request?: Partial<Request>;
}

/** An image on the medium with its store, on a UEFI machine without Secure Boot, and what is changed about it. */
export function given(
  base: ImageContent,
  { content, facts, host, request }: Given,
): {
  image: ImageFacts;
  facts: Facts;
  source: ImageReference;
  settings: Settings;
  wanted: BootcWanted;
} {
  const image: ImageFacts = {
    ...givenImage,
    source: 'oci:/live/image',
    bootc: true,
    compressedBytes: 400 * MiB,
    installedBytes: 800 * MiB,
    locales: null,
    keymaps: null,
    loaders: null,
    content: { ...base, ...content },
  };
  const all: Facts = {
    ...givenFacts,
    live: {
      mediumDisk: null,
      embeddedImage: '/live/image',
      imageStore: { path: '/store', image: 'localhost/image:1' },
    },
    tools: {
      bootc: '1.16.9',
      podman: true,
      ostree: true,
      signedLoader: true,
      ...(host === null ? {} : { hostBootc: { ...hostBootc, ...host } }),
    },
    image,
    ...facts,
  };
  const asked: Request = { version: 1, disk: { only: true }, ...request };
  const settings = settle(all, asked);
  const source = settings.source ?? imageReference.parse('oci:/none');
  const { wanted } = chooseBootc({ facts: all, image, source, request: asked }, image.content ?? base);
  return { image, facts: all, source, settings, wanted };
}

export const byHost = { install: { carrier: 'host' } } as const;
export const secureBoot = { firmware: { kind: 'uefi', secureBoot: true } } as const;
export const bios = { firmware: { kind: 'bios', secureBoot: false } } as const;
