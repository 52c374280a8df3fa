// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';

/** File systems that bootc installs a root on (bootc-install-to-filesystem(8)). */
export const rootFileSystem = z.enum(['ext4', 'btrfs', 'xfs']);
export type RootFileSystem = z.infer<typeof rootFileSystem>;

/** The [install] tables of an image's /usr/lib/bootc/install/*.toml, merged in name order (bootc-install-config(5)). */
export const installConfigSchema = z.object({
  rootFileSystem: rootFileSystem.nullable(),
  /** Block setups the image allows: direct, tpm2-luks. */
  block: z.array(z.string()),
  bootloader: z.string().nullable(),
  kernelArguments: z.array(z.string()),
  /** Null: not said; bootc then takes true for systemd-boot and false for GRUB. */
  discoverablePartitions: z.boolean().nullable(),
  rootMountSpec: z.string().nullable(),
  stateroot: z.string().nullable(),
});
export type InstallConfig = z.infer<typeof installConfigSchema>;

/** What was found in the files of an image, by reading its layers without unpacking them. */
export const imageContentSchema = z.object({
  /** /usr/bin/bootc is there. */
  bootc: z.boolean(),
  /** Directories of /usr/lib/modules with a vmlinuz. */
  kernels: z.array(z.object({ version: z.string(), initramfs: z.boolean() })),
  /** Unified kernel images: /boot/EFI/Linux/*.efi and /usr/lib/modules/KVER/*.efi. */
  ukis: z.array(z.string()),
  /** The directory /sysroot; without it bootc fails after partitioning. */
  sysroot: z.boolean(),
  /** Null: no TOML with an [install] table. */
  installConfig: installConfigSchema.nullable(),
  /** [composefs] enabled= of ostree/prepare-root.conf (ostree-prepare-root(1)); null: no such file. */
  composefs: z.enum(['no', 'maybe', 'yes', 'verity', 'signed']).nullable(),
  /** systemd-bootx64.efi, plain or as Debian signs it. */
  systemdBoot: z.object({ plain: z.boolean(), signed: z.boolean() }),
  /** shim as Debian or Fedora signs it. */
  shim: z.boolean(),
  /** /usr/lib/bootupd/updates, which GRUB of a Fedora-like image is installed from. */
  bootupd: z.boolean(),
  /** /etc/selinux/config and a policy. */
  selinuxPolicy: z.boolean(),
  /** Programs of the image that bootc calls from within it, by name, e.g. mkfs.ext4, sfdisk, skopeo. */
  programs: z.array(z.string()),
});
export type ImageContent = z.infer<typeof imageContentSchema>;
