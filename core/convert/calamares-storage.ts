// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { recoveryKeyRequest } from '../request/encryption-request.ts';

/** Calamares writes what was not chosen as null or as an empty text; either is "not there" here. */
const text = z
  .string()
  .nullish()
  .transform((value) => (value === '' || value === null ? undefined : value));
const flag = z.boolean().nullish();

/** One partition of the machine after the partition page's jobs, as its FillGlobalStorageJob describes it. */
const partition = z.object({
  /** Node, e.g. "/dev/vda2". */
  device: text,
  mountPoint: text,
  /** What is in it when it is open: "ext4", "fat32", "linuxswap". */
  fs: text,
  /** What is on the partition itself: "luks2" for an encrypted one. */
  fsName: text,
  /** Formatted by this install. */
  claimed: flag,
  luksMapperName: text,
  /** GUID of its type in a GPT; empty where Calamares has just made it. */
  parttype: text,
});
export type CalamaresPartition = z.infer<typeof partition>;

/**
 * Global storage of Calamares 3.3, as far as an install needs it. What the modules keep there beyond that is not looked
 * at. Secrets are known by being there alone: their values are neither read nor repeated.
 */
export const calamaresStorage = z.object({
  localeConf: z.record(z.string(), z.string()).nullish(),
  locationRegion: text,
  locationZone: text,
  keyboardLayout: text,
  keyboardVariant: text,
  keyboardAdditionalLayout: text,
  username: text,
  fullname: text,
  hostname: text,
  /** Obscured by Calamares, or true where it was taken out. */
  password: z.unknown().optional(),
  /** Of the partition page, known before its jobs run; true where it was taken out, empty without encryption. */
  luksPassphrase: z.unknown().optional(),
  setRootPassword: flag,
  autoLoginUser: text,
  sudoersGroup: text,
  userShell: text,
  partitionChoices: z.object({ install: text, swap: text }).nullish(),
  partitions: z.array(partition).nullish(),
  /** The /home of the system that is replaced is to be used again. */
  reuseHome: flag,
  /** What partition.conf makes where nobody chooses: "ext4". */
  defaultFileSystemType: text,
  /** "efi" or "bios". */
  firmwareType: text,
  /** Null where none is to be installed, and under UEFI. */
  bootLoader: z.object({ installPath: text }).nullish(),
  /** Where the EFI system partition is mounted, by partition.conf. */
  efiSystemPartition: text,
  rootMountPoint: text,
  /** Of the instance "image" of packagechooser. */
  packagechooser_image: text,
  /** Of our own jobs: what their configuration adds to the choices. */
  particleos: z
    .object({
      kernelArguments: z.array(z.string()).nullish(),
      /** A reference that stands in place of the catalogue's and the medium's. */
      image: text,
      track: text,
      /** mounted: install into what Calamares has made and mounted; plan: the plan lays out what was chosen. */
      layout: z.enum(['plan', 'mounted']).nullish(),
      /** The partitions were encrypted with passphrases that differ; there is room for one. */
      severalPassphrases: flag,
      /** The password has characters that Calamares does not hand over. */
      lostCharacters: flag,
      /** Where the recovery key of an encrypted disk goes, as the answer file says it; without it nothing is encrypted. */
      recoveryKey: recoveryKeyRequest.nullish(),
    })
    .nullish(),
});
export type CalamaresStorage = z.infer<typeof calamaresStorage>;

/** The partition that the system goes on, by its mount point; undefined: none was chosen, or the page's jobs have not run. */
export function rootOf({ partitions }: CalamaresStorage): CalamaresPartition | undefined {
  return partitions?.find(({ mountPoint }) => mountPoint === '/');
}
