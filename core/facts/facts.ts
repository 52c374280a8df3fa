// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { diskEdges } from './disk-edges.ts';
import { hostBootcSchema, imageContentSchema } from './image-content.ts';
import { diskStorageFacts, partitionContentFacts, volumeSchema } from './storage-facts.ts';
import { unfinishedSchema } from '../journal/unfinished.ts';
import { trustFactsSchema } from './trust-facts.ts';
import { unreadSchema } from './unread.ts';

/** What keeps a disk or partition busy: mounted at, swap, held by a mapper/MD device. */
export const holderSchema = z.object({
  kind: z.enum(['mount', 'swap', 'device']),
  /** Mount point, "swap", or the holding device's name. */
  name: z.string(),
  /** The node that is held, e.g. "sda2". */
  device: z.string(),
});
export type Holder = z.infer<typeof holderSchema>;

export const partitionSchema = z.object({
  name: z.string(),
  number: z.number().int().nullable(),
  startBytes: z.number().nullable(),
  sizeBytes: z.number(),
  /** GPT type GUID or MBR type, lower case. */
  type: z.string().nullable(),
  partUuid: z.string().nullable(),
  partLabel: z.string().nullable(),
  fileSystem: z.string().nullable(),
  label: z.string().nullable(),
  uuid: z.string().nullable(),
  ...partitionContentFacts,
});
export type Partition = z.infer<typeof partitionSchema>;

export const unsuitableReason = z.enum([
  'live-medium',
  'read-only',
  'optical',
  'floppy',
  'zram',
  'ram-disk',
  'loop',
  'network-block',
  'mapper',
  'emmc-boot-area',
  'no-medium',
]);

/** One whole disk, as probed; the identity is serial, WWN and by-id names, the kernel name is a label only. */
export const diskSchema = z.object({
  name: z.string(),
  path: z.string(),
  byId: z.array(z.string()),
  serial: z.string().nullable(),
  wwn: z.string().nullable(),
  model: z.string().nullable(),
  vendor: z.string().nullable(),
  /** sata, nvme, usb, virtio, mmc, scsi, ... */
  bus: z.string().nullable(),
  rotational: z.boolean(),
  removable: z.boolean(),
  readOnly: z.boolean(),
  sizeBytes: z.number().int(),
  logicalSectorBytes: z.number().int(),
  physicalSectorBytes: z.number().int(),
  /** gpt, dos, or null for none. */
  table: z.string().nullable(),
  tableId: z.string().nullable(),
  /** File system or container straight on the disk (no table), or null. */
  content: z.string().nullable(),
  /** Its UUID: that of the array or file system where several disks make one; absent: none, or there is a table. */
  contentUuid: z.string().optional(),
  partitions: z.array(partitionSchema),
  holders: z.array(holderSchema),
  unsuitable: unsuitableReason.nullable(),
  /** SHA-256 of the first and of the last MiB; absent: not read (a disk nobody chose, no privileges, in use). */
  edges: diskEdges.optional(),
  ...diskStorageFacts,
});
export type Disk = z.infer<typeof diskSchema>;

/** What an image says of itself; null: not said or not looked at. */
export const imageFactsSchema = z.object({
  /** transport:reference as asked for, e.g. "oci:/run/initramfs/live/particleos/image". */
  source: z.string(),
  /** Digest of the manifest for this architecture, "sha256:...". */
  digest: z.string(),
  /** Digests of the lists of several architectures that led to it, the outermost first; absent when there was none. */
  indexDigests: z.array(z.string()).optional(),
  /** OCI name: amd64, arm64. */
  architecture: z.string(),
  title: z.string().nullable(),
  version: z.string().nullable(),
  bootable: z.boolean(),
  /** The label containers.bootc. */
  bootc: z.boolean(),
  kernel: z.string().nullable(),
  /** Sum of the compressed layers. */
  compressedBytes: z.number().int(),
  /** Size of the unpacked tree, null when the image does not say. */
  installedBytes: z.number().int().nullable(),
  layers: z.array(z.object({ digest: z.string(), sizeBytes: z.number().int(), mediaType: z.string() })),
  locales: z.array(z.string()).nullable(),
  keymaps: z.array(z.string()).nullable(),
  /** grub-bios, grub-uefi, shim; null when the image does not say. */
  loaders: z.array(z.string()).nullable(),
  /** Null: the layers were not read (a registry would have to be pulled for it). */
  content: imageContentSchema.nullable(),
});
export type ImageFacts = z.infer<typeof imageFactsSchema>;

/** All that was probed. What could not be read is named in `unread`, never guessed. */
export const factsSchema = z.object({
  schema: z.literal(1),
  firmware: z.object({ kind: z.enum(['uefi', 'bios']), secureBoot: z.boolean().nullable() }).nullable(),
  /** OCI architecture name of this machine: amd64, arm64. */
  architecture: z.string(),
  /** What the machine is sold as, by its firmware (core/facts/product-name.ts); absent: it does not say. */
  product: z.string().optional(),
  memoryBytes: z.number().int(),
  onBattery: z.boolean().nullable(),
  /** The live system, null when this is no live system. */
  live: z
    .object({
      mediumDisk: z.string().nullable(),
      /** Directory of the image on the medium, an OCI layout. */
      embeddedImage: z.string().nullable(),
      /** Read-only containers-storage on the medium, and the name of the embedded image in it. */
      imageStore: z.object({ path: z.string(), image: z.string() }).nullable(),
    })
    .nullable(),
  /** Programs of this system that engines need; bootc with its version. */
  tools: z.object({
    bootc: z.string().nullable(),
    podman: z.boolean(),
    ostree: z.boolean(),
    /** shim and systemd-boot as Debian signs them, which bootc of this system would install. */
    signedLoader: z.boolean(),
    /** cryptsetup and systemd-cryptenroll are both here; absent: nobody looked. */
    cryptsetup: z.boolean().optional(),
    /** Absent: there is no bootc here, or what it would find could not be read. */
    hostBootc: hostBootcSchema.optional(),
  }),
  /** console= arguments this system was started with, in order: the last one is /dev/console. */
  consoles: z.array(z.string()),
  /** An SELinux policy is loaded here; bootc needs it to label an image that has one. */
  selinux: z.boolean(),
  /** A TPM 2.0 that the kernel knows; absent: nobody looked. */
  tpm2: z.boolean().optional(),
  /** FIDO2 keys that are plugged in and can open a disk (hmac-secret); absent: nobody looked, or it could not be read. */
  securityKeys: z
    .array(
      z.object({
        /** Node of the key, valid while it is plugged in: "/dev/hidraw1". */
        path: z.string(),
        /** It makes no credential without its PIN. */
        asksPin: z.boolean(),
      }),
    )
    .optional(),
  disks: z.array(diskSchema),
  /** What is assembled or unlocked here from partitions and disks, and logical volumes that are not active. */
  volumes: z.array(volumeSchema).default([]),
  image: imageFactsSchema.nullable(),
  /** Installs that were begun on a disk here and not ended; absent: none, or nobody with the rights looked. */
  unfinished: z.array(unfinishedSchema).optional(),
  /** Null: neither a key nor a policy was asked for. */
  trust: trustFactsSchema.nullable().default(null),
  unread: z.array(unreadSchema),
});
export type Facts = z.infer<typeof factsSchema>;
