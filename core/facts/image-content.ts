// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { loginContentSchema } from './login-content.ts';
import { unlockContentSchema } from './unlock-content.ts';

/** File systems that bootc installs a root on (bootc-install-to-filesystem(8)). */
export const rootFileSystem = z.enum(['ext4', 'btrfs', 'xfs']);
export type RootFileSystem = z.infer<typeof rootFileSystem>;

/** The [install] tables of an image's /usr/lib/bootc/install/*.toml, merged in name order (bootc-install-config(5)). */
export const installConfigSchema = z.object({
  rootFileSystem: rootFileSystem.nullable(),
  /** Block setups the image allows, its own choice first: direct, tpm2-luks. bootc takes direct when nothing is said. */
  block: z.array(z.string()),
  bootloader: z.string().nullable(),
  kernelArguments: z.array(z.string()),
  /** Null: not said; bootc then takes true for systemd-boot and false for GRUB. */
  discoverablePartitions: z.boolean().nullable(),
  rootMountSpec: z.string().nullable(),
  stateroot: z.string().nullable(),
  /** Keys that bootc 1.16 does not know and stops at, e.g. "install.root-fs-typo". */
  unknownKeys: z.array(z.string()),
});
export type InstallConfig = z.infer<typeof installConfigSchema>;

/** What was found in the files of an image, by reading its layers without unpacking them. */
export const imageContentSchema = z.object({
  /** /usr/bin/bootc is there. */
  bootc: z.boolean(),
  /** Directories of /usr/lib/modules with a vmlinuz; symbolic links are none, neither to bootc nor to ostree. */
  kernels: z.array(z.object({ version: z.string(), initramfs: z.boolean() })),
  /** Unified kernel images: /boot/EFI/Linux/*.efi and /usr/lib/modules/KVER/*.efi. */
  ukis: z.array(z.string()),
  /** The directory /sysroot; without it bootc fails after partitioning. */
  sysroot: z.boolean(),
  /** The directory /boot, which the composefs backend empties in what it installs. */
  boot: z.boolean(),
  /** Null: no TOML with an [install] table. */
  installConfig: installConfigSchema.nullable(),
  /** [composefs] enabled= of ostree/prepare-root.conf (ostree-prepare-root(1)); null: no such file. */
  composefs: z.enum(['no', 'maybe', 'yes', 'verity', 'signed']).nullable(),
  /** systemd-bootx64.efi, plain or as Debian signs it. */
  systemdBoot: z.object({ plain: z.boolean(), signed: z.boolean() }),
  /** shim as Debian signs it, for systemd-boot: /usr/lib/shim/shimx64.efi.signed. */
  shim: z.boolean(),
  /** /usr/lib/bootupd/updates, which GRUB of a Fedora-like image is installed from. */
  bootupd: z.boolean(),
  /** What bootupd has there, by the names of its descriptions: BIOS, EFI. */
  bootupdComponents: z.array(z.string()),
  /** The shim that bootupd installs before GRUB. */
  bootupdShim: z.boolean(),
  /** /etc/selinux/config, which does not say "disabled", and a policy. */
  selinuxPolicy: z.boolean(),
  /** /etc/selinux/config: it is enough for bootc to look for a policy, and to fail without one. */
  selinuxConfig: z.boolean(),
  /** Programs of the image that bootc calls from within it, by name, e.g. mkfs.ext4, sfdisk, skopeo. */
  programs: z.array(z.string()),
  /** What opens an encrypted disk at boot; null: the initramfs was not looked into. */
  unlock: unlockContentSchema.nullable().default(null),
  /** systemd's generator for swap in compressed memory (zram-generator(8)); absent: nobody looked for it. */
  zramGenerator: z.boolean().optional(),
  /** Absent: whoever wrote the content down did not look for it. */
  login: loginContentSchema.optional(),
});
export type ImageContent = z.infer<typeof imageContentSchema>;

/** What bootc finds in the system it runs on when it is told to install an image from elsewhere (--source-imgref). */
export const hostBootcSchema = imageContentSchema.pick({
  installConfig: true,
  composefs: true,
  systemdBoot: true,
  programs: true,
});
export type HostBootc = z.infer<typeof hostBootcSchema>;
