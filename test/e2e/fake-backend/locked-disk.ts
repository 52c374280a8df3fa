// SPDX-License-Identifier: Apache-2.0
import { diskSchema, type Disk } from '../../../core/facts/facts.ts';
import type { OpenedPartition } from '../../../core/facts/opened-partition.ts';
import { ostreeDisk } from './ostree-disk.ts';

/** What opens the encrypted system of the fake. */
export const DISK_PASSPHRASE = 'blue horse sings 42';

const renamed = <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll('nvme1n1', 'nvme2n1')) as T;
const own = renamed(ostreeDisk);

function withRoot(systems: Disk['systems'], opened: OpenedPartition | undefined): Disk {
  return diskSchema.parse({
    ...own,
    serial: '82KA20F5K7N2',
    byId: ['nvme-KIOXIA_EXCERIA_82KA20F5K7N2'],
    systems,
    partitions: own.partitions.map((partition) =>
      partition.number === 4
        ? {
            ...partition,
            fileSystem: 'crypto_LUKS',
            encryption: 'luks2',
            label: 'particleos-root',
            uuid: '5d1f3a6e-2c77-4f3d-9a43-7f0f8a9d6c21',
            usedBytes: null,
            minimumBytes: null,
            condition: null,
            ...(opened === undefined ? {} : { opened }),
          }
        : partition,
    ),
  });
}

/** A disk with one system that this installer has encrypted. */
export const lockedDisk: Disk = withRoot([], undefined);

/** The same with the system that is found in it. */
export const openedDisk: Disk = withRoot(own.systems, {
  isOpen: true,
  fileSystem: 'ext4',
  sizeBytes: 480_000 * 1024 ** 2,
  usedBytes: 140 * 1024 ** 3,
  slots: [0, 1, 2],
  hasRecoveryKey: true,
  unlock: { mapper: 'particleos-root', options: ['tries=0', 'tpm2-device=auto'], files: [] },
});

/** The same after a wrong passphrase. */
export function stillLocked(disk: Disk): Disk {
  const opened = { isOpen: false, message: null } as const;
  return { ...disk, partitions: disk.partitions.map((one) => (one.number === 4 ? { ...one, opened } : one)) };
}
