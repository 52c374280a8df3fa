// SPDX-License-Identifier: Apache-2.0
import { diskSchema, type Disk } from '../../../core/facts/facts.ts';

const MiB = 1024 ** 2;
const GiB = 1024 ** 3;

/** A disk by hand: Windows 11 with much free room, its recovery, and a Debian with a boot partition of its own. */
export const dualBootDisk: Disk = diskSchema.parse({
  name: 'nvme0n1',
  path: '/dev/nvme0n1',
  byId: ['nvme-WDC_PC_SN530_20481H801234'],
  serial: '20481H801234',
  wwn: 'eui.e8238fa6bf530001001b448b4a5c1234',
  model: 'WDC PC SN530',
  vendor: null,
  bus: 'nvme',
  rotational: false,
  removable: false,
  readOnly: false,
  sizeBytes: 512_110_190_592,
  logicalSectorBytes: 512,
  physicalSectorBytes: 512,
  table: 'gpt',
  tableId: '2c9a0a4e-6b1d-4d55-9c3b-8f6a6f0c7d11',
  content: null,
  holders: [],
  unsuitable: null,
  usable: { startBytes: 34 * 512, endBytes: 512_110_190_592 - 33 * 512 },
  backupTable: 'intact',
  discard: true,
  partitions: [
    partition(1, [1, 260], 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b', 'vfat', 'SYSTEM', { usedBytes: 71 * MiB }),
    partition(2, [261, 16], 'e3c9e316-0b5c-4db8-817d-f92df00215ae', null, null),
    partition(3, [277, 300 * 1024], 'ebd0a0a2-b9e5-4433-87c0-68b6b72699c7', 'ntfs', 'Windows', {
      usedBytes: 81 * GiB,
      minimumBytes: 96 * GiB,
      condition: 'clean',
    }),
    partition(4, [277 + 300 * 1024, 1024], 'de94bba4-06d1-4d40-a16a-bfd50179d6ac', 'ntfs', 'WinRE', {
      usedBytes: 540 * MiB,
      minimumBytes: 560 * MiB,
      condition: 'clean',
      flags: ['RequiredPartition', 'GUID:63'],
    }),
    partition(5, [1301 + 300 * 1024, 1024], '0fc63daf-8483-4772-8e79-3d69d8477de4', 'ext4', 'boot', {
      usedBytes: 190 * MiB,
      minimumBytes: 230 * MiB,
      condition: 'clean',
    }),
    partition(6, [2325 + 300 * 1024, 120 * 1024], '0fc63daf-8483-4772-8e79-3d69d8477de4', 'ext4', 'debian', {
      usedBytes: 34 * GiB,
      minimumBytes: 38 * GiB,
      condition: 'clean',
    }),
  ],
  systems: [
    {
      kind: 'windows',
      name: 'Windows 11',
      version: '10.0.22631.3085',
      partitions: ['nvme0n1p3', 'nvme0n1p2', 'nvme0n1p4'],
      esp: 'nvme0n1p1',
      stateroots: [],
    },
    {
      kind: 'linux',
      name: 'Debian GNU/Linux 13 (trixie)',
      version: '13',
      partitions: ['nvme0n1p6', 'nvme0n1p5'],
      esp: 'nvme0n1p1',
      stateroots: [],
    },
  ],
});

/** A partition at a place in MiB. */
function partition(
  number: number,
  [startMiB, sizeMiB]: readonly [number, number],
  type: string,
  fileSystem: string | null,
  label: string | null,
  inside: Partial<Disk['partitions'][number]> = {},
): object {
  return {
    name: `nvme0n1p${number}`,
    number,
    startBytes: startMiB * MiB,
    sizeBytes: sizeMiB * MiB,
    type,
    partUuid: `8d3c1a50-0000-4000-8000-00000000000${number}`,
    partLabel: null,
    fileSystem,
    label,
    uuid: fileSystem === null ? null : `5A1C-3E7${number}`,
    ...inside,
  };
}
