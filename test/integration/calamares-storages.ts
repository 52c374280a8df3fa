// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { convertCalamares, type Converted } from '../../core/convert/convert-calamares.ts';
import type { Disk } from '../../core/facts/facts.ts';
import { givenDisk, givenPartition } from '../../core/plan/storage/given-disk.ts';

/** A fixture as JSON. */
export const read = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../fixtures/${path}`, import.meta.url), 'utf8'));
const { images } = read('../e2e/fake-backend/catalogue.json') as {
  images: { id: string; title: string; summary: string; source: string; digest: string | null }[];
};
const offered = images.map((image) => ({
  summaries: {},
  compressedBytes: null,
  installedBytes: null,
  picture: null,
  ...image,
}));

/** A disk of two partitions. */
export function disk(name: string, identity: Partial<Disk>): Disk {
  return givenDisk({
    name,
    sizeBytes: 16 * 1024 ** 3,
    serial: null,
    table: 'gpt',
    partitions: [1, 2].map((number) =>
      givenPartition({
        name: name.startsWith('nvme') ? `${name}p${number}` : `${name}${number}`,
        number,
        startBytes: 1048576,
        sizeBytes: 1,
        type: null,
      }),
    ),
    ...identity,
  });
}
const disks = [disk('vda', { serial: 'KEEP' }), disk('nvme0n1', { serial: 'TARGET' })];

/** What the pages leave behind for a German user who erases the second disk. */
export const erase = {
  localeConf: { LANG: 'de_DE.UTF-8', LC_TIME: 'de_DE.UTF-8' },
  locationRegion: 'Europe',
  locationZone: 'Berlin',
  keyboardLayout: 'de',
  keyboardVariant: '',
  username: 'ada',
  fullname: 'Ada, Lovelace: Countess',
  hostname: 'workshop',
  password: 'obscured-canary',
  sudoersGroup: 'sudo',
  partitionChoices: { install: 'erase', swap: 'none' },
  partitions: [
    { device: '/dev/vda1', mountPoint: '', fs: 'ext4', fsName: 'ext4', claimed: false },
    { device: '/dev/nvme0n1p1', mountPoint: '/boot/efi', fs: 'fat32', fsName: 'fat32', claimed: true },
    { device: '/dev/nvme0n1p2', mountPoint: '/', fs: 'ext4', fsName: 'ext4', claimed: true },
  ],
  branding: { productName: 'ParticleOS' },
};
export const convert = (storage: unknown, stage: 'choices' | 'disks' = 'disks', on = disks): Converted =>
  convertCalamares({ storage, disks: on, images: offered, stage });
export const codes = ({ issues }: Converted): string[] => issues.map((issue) => issue.code);
