// SPDX-License-Identifier: Apache-2.0
import { diskSchema, type Disk } from '../../../core/facts/facts.ts';
import { dualBootDisk } from './dual-boot-disk.ts';

const MiB = 1024 ** 2;
const GiB = 1024 ** 3;

/** A disk by hand: one system as this installer makes it, with room in its root for another deployment. */
export const ostreeDisk: Disk = diskSchema.parse({
  ...dualBootDisk,
  name: 'nvme1n1',
  path: '/dev/nvme1n1',
  byId: ['nvme-KIOXIA_EXCERIA_82KA20F5K7N1'],
  serial: '82KA20F5K7N1',
  wwn: null,
  model: 'KIOXIA EXCERIA',
  tableId: '7f4c0f55-1f0e-4f6e-8b61-0d6f0a9c2e31',
  partitions: [
    partition(1, [1, 1], '21686148-6449-6e6f-744e-656564454649', 'bios-boot', {}),
    partition(2, [2, 512], 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b', 'esp', {
      fileSystem: 'vfat',
      usedBytes: 12 * MiB,
    }),
    partition(3, [514, 1024], 'bc13c2ff-59e6-4262-a352-b275fd6f7172', 'boot', {
      fileSystem: 'ext4',
      usedBytes: 210 * MiB,
      minimumBytes: 260 * MiB,
      condition: 'clean',
    }),
    partition(4, [1538, 480_000], '4f68bce3-e8cd-4db1-96e7-fbcaf984b709', 'root', {
      fileSystem: 'ext4',
      usedBytes: 140 * GiB,
      minimumBytes: 152 * GiB,
      condition: 'clean',
    }),
  ],
  systems: [
    {
      kind: 'ostree',
      name: 'ParticleOS Corona',
      version: '2026.10',
      partitions: ['nvme1n1p4', 'nvme1n1p3'],
      esp: 'nvme1n1p2',
      stateroots: [
        {
          name: 'particleos',
          deployments: [{ id: `${'a'.repeat(64)}.0`, imgref: null, version: '2026.10' }],
        },
      ],
    },
  ],
});

/** A partition at a place in MiB. */
function partition(
  number: number,
  [startMiB, sizeMiB]: readonly [number, number],
  type: string,
  role: string,
  inside: Partial<Disk['partitions'][number]>,
): object {
  return {
    name: `nvme1n1p${number}`,
    number,
    startBytes: startMiB * MiB,
    sizeBytes: sizeMiB * MiB,
    type,
    partUuid: `2b7d9e10-0000-4000-8000-00000000000${number}`,
    partLabel: `particleos-${role}`,
    fileSystem: null,
    label: null,
    uuid: null,
    ...inside,
  };
}
