// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { diskSchema, factsSchema, type Disk, type Facts } from '../../../core/facts/facts.ts';
import { dualBootDisk } from './dual-boot-disk.ts';
import { lockedDisk } from './locked-disk.ts';
import { ostreeDisk } from './ostree-disk.ts';
import type { Unfinished } from '../../../core/journal/unfinished.ts';
import type { ImageContent } from '../../../core/facts/image-content.ts';
import { knownKeymaps } from '../../../core/request/console-keymap.ts';

const fixtures = new URL('../../fixtures/', import.meta.url);
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, fixtures), 'utf8')) as unknown;
const planFacts = (scenario: string): Facts => factsSchema.parse(read(`plans/${scenario}/facts.json`));
/** Disks of a recorded machine (test/fixtures/facts/README.md). */
const recorded = (machine: string): Disk[] => z.array(diskSchema).parse(read(`facts/${machine}.disks.json`));

const windows = planFacts('windows-erased');
const locales = [
  'C.utf8',
  'ar_EG.utf8',
  'de_DE.utf8',
  'en_GB.utf8',
  'en_US.utf8',
  'es_ES.utf8',
  'fr_FR.utf8',
].concat(['ja_JP.utf8', 'pl_PL.utf8', 'pt_BR.utf8', 'zh_CN.utf8']);

/** What the recorded image would be found to hold: a desktop without bootc. */
const content: ImageContent = {
  bootc: false,
  kernels: [{ version: '6.12.1', initramfs: true }],
  ukis: [],
  sysroot: true,
  boot: true,
  installConfig: null,
  composefs: null,
  systemdBoot: { plain: false, signed: false },
  shim: true,
  bootupd: false,
  bootupdComponents: [],
  bootupdShim: false,
  selinuxPolicy: false,
  selinuxConfig: false,
  programs: ['ostree', 'particleos-system', 'cryptsetup', 'systemd-cryptenroll', 'mdadm'],
  unlock: {
    read: true,
    opener: 'systemd',
    dmCrypt: true,
    tpm2: true,
    fido2: true,
    keymapLoader: 'systemd-vconsole-setup',
    keymaps: knownKeymaps(),
  },
  zramGenerator: true,
  login: { managers: ['sddm'], active: 'sddm', sessions: ['plasma.desktop'], gdm: null, console: true },
};

/** The recorded live system, with an image that knows every keymap and the languages of the wizard. */
const live: Facts = {
  ...windows,
  tpm2: true,
  securityKeys: [],
  tools: { ...windows.tools, cryptsetup: true },
  image: windows.image === null ? null : { ...windows.image, keymaps: knownKeymaps(), locales, content },
};
const medium = windows.disks.filter(({ unsuitable }) => unsuitable === 'live-medium');
const onDisk = (disks: readonly Disk[]): Facts => ({ ...live, disks: [...disks, ...medium] });

/** With an image that has no generator for swap in compressed memory. */
function withoutZram(facts: Facts): Facts {
  const { image } = facts;
  return {
    ...facts,
    image: image === null ? null : { ...image, content: { ...content, zramGenerator: false } },
  };
}

const emptyDisk: Disk = {
  ...(recorded('sata-lvm').find(({ unsuitable }) => unsuitable === null) ?? medium[0] ?? failLoudly()),
  name: 'sda',
  path: '/dev/sda',
  byId: ['ata-CT1000MX500SSD1_2139E5D3A7B4'],
  serial: '2139E5D3A7B4',
  wwn: '0x500a0751e5d3a7b4',
  model: 'CT1000MX500SSD1',
  vendor: null,
  bus: 'sata',
  rotational: false,
  sizeBytes: 1_000_204_886_016,
  table: null,
  tableId: null,
  content: null,
  partitions: [],
  holders: [],
};

/** A disk with pictures, which this session has mounted and swaps to. */
const photoDisk: Disk = diskSchema.parse({
  ...emptyDisk,
  name: 'sdb',
  path: '/dev/sdb',
  byId: ['ata-WDC_WD20EZBX_WX12D80R4K7L'],
  serial: 'WX12D80R4K7L',
  wwn: null,
  model: 'WDC WD20EZBX',
  rotational: true,
  sizeBytes: 2_000_398_934_016,
  table: 'gpt',
  tableId: '0b3fdd52-93cf-4c0a-8d0c-52f6b1a0e9c4',
  usable: { startBytes: 34 * 512, endBytes: 2_000_398_934_016 - 33 * 512 },
  backupTable: 'intact',
  partitions: [
    dataPartition(1, 1, 1_800_000, 'ext4', 'photos'),
    dataPartition(2, 1_800_001, 16_384, 'swap', null),
  ],
  holders: [
    { kind: 'mount', name: '/run/media/ada/photos', device: 'sdb1' },
    { kind: 'swap', name: 'swap', device: 'sdb2' },
  ],
});

function dataPartition(
  number: number,
  startMiB: number,
  sizeMiB: number,
  fileSystem: string,
  label: string | null,
): object {
  return {
    name: `sdb${number}`,
    number,
    startBytes: startMiB * 1024 ** 2,
    sizeBytes: sizeMiB * 1024 ** 2,
    type: '0fc63daf-8483-4772-8e79-3d69d8477de4',
    partUuid: `4f1f8f0c-0000-4000-8000-00000000000${number}`,
    partLabel: null,
    fileSystem,
    label,
    uuid: `b1a6a3a2-0000-4000-8000-00000000000${number}`,
  };
}

function failLoudly(): never {
  throw new Error('the recorded machine has no disk');
}

/** An empty disk whose model is a sentinel: what installs on it goes wrong in a way that can be looked at by hand. */
function sentinel(index: number, model: string, serial: string | null = `SENTINEL${1000 + index}`): Disk {
  const name = `sd${'bcdefghijklm'[index] ?? 'z'}`;
  const byId = serial === null ? [] : [`ata-${model}_${serial}`];
  return {
    ...emptyDisk,
    name,
    path: `/dev/${name}`,
    model,
    serial,
    wwn: null,
    byId,
    sizeBytes: 64_023_257_088,
  };
}

/** Models that the scripted run understands (scripted-run.ts), or that the fake answers to in its own way. */
export const sentinels = [
  'FAIL-AT-VERIFY',
  'FAIL-AT-TABLE',
  'FAIL-AT-MKFS',
  'FAIL-AT-IMPORT',
  'FAIL-AT-LOADER',
  'FAIL-AT-PROOF',
  'STOPS-HALFWAY',
  'LEAVES-A-MOUNT',
  'PLAN-CHANGES',
  'RUN-ACTIVE',
] as const;
export type Sentinel = (typeof sentinels)[number];

/** An install on that disk that a power cut ended. */
const cutOff: Unfinished = {
  runId: 'cut-by-power',
  disk: dualBootDisk.path,
  begunAt: '2026-11-20T18:04:05.000Z',
  planHash: 'a'.repeat(64),
  image: { source: 'oci:/run/initramfs/live/particleos/image', digest: `sha256:${'1'.repeat(64)}` },
  stepId: 'import-tree',
  diskState: 'system-incomplete',
  ended: null,
};

/** What can be seen with `npm run dev -- --machine NAME`. */
export const machines = {
  /** A notebook with an encrypted Windows, and an empty disk beside it. */
  laptop: onDisk([...windows.disks.filter(({ unsuitable }) => unsuitable === null), emptyDisk]),
  /** One small virtual disk without a serial number. */
  vm: onDisk(recorded('virtio-no-serial').filter(({ unsuitable }) => unsuitable === null)),
  /** Disks with LVM, RAID, LUKS and multipath; many are in use. */
  server: onDisk([
    ...recorded('sata-lvm').filter(({ unsuitable }) => unsuitable !== 'live-medium'),
    ...recorded('md-raid1').map((disk) => ({
      ...disk,
      path: `${disk.path}-raid`,
      name: `${disk.name}-raid`,
    })),
  ]),
  tablet: onDisk(recorded('emmc-tablet')),
  /** Windows and a Debian on one disk, both readable, with room between what they need and what they have. */
  dualboot: onDisk([dualBootDisk]),
  /** The same, with a disk that is in use and an empty one, and something that could not be read. */
  busy: {
    ...onDisk([dualBootDisk, photoDisk, emptyDisk]),
    unread: [{ what: 'content', at: '/dev/sdb1', reason: 'mount: /dev/sdb1: bad superblock' }],
  },
  /** Windows and Debian, with an install that was cut off. */
  cut: { ...onDisk([dualBootDisk]), unfinished: [cutOff] },
  /** An ostree system with the files of its people, and a second disk. */
  ostree: withoutZram(onDisk([ostreeDisk, emptyDisk])),
  /** The same system, encrypted (locked-disk.ts). */
  locked: onDisk([lockedDisk]),
  /** No disk, little memory, on battery, BIOS. */
  poor: {
    ...onDisk([]),
    memoryBytes: 1_009_254_400,
    onBattery: true,
    firmware: { kind: 'bios', secureBoot: null },
  },
  /** No image on the medium: only those of the catalogue. */
  netboot: {
    ...onDisk([emptyDisk]),
    image: null,
    live: { mediumDisk: '/dev/sr0', embeddedImage: null, imageStore: null },
  },
  faults: onDisk(sentinels.map((model, index) => sentinel(index, model))),
} as const satisfies Record<string, Facts>;
export type MachineName = keyof typeof machines;

/** What a registry says of an image: nothing of its locales, keymaps and loaders. */
export const remoteImage = planFacts('registry').image ?? failLoudly();
