// SPDX-License-Identifier: Apache-2.0
import { diskSchema, type Disk } from '../../core/facts/facts.ts';

/** An empty disk of 16 GiB, for tests. */
export function madeDisk(more: Partial<Disk> = {}): Disk {
  return {
    ...diskSchema.parse({
      name: 'vda',
      path: '/dev/vda',
      byId: ['virtio-TARGET'],
      serial: 'TARGET',
      wwn: null,
      model: null,
      vendor: null,
      bus: 'virtio',
      rotational: false,
      removable: false,
      readOnly: false,
      sizeBytes: 16 * 1024 ** 3,
      logicalSectorBytes: 512,
      physicalSectorBytes: 512,
      table: null,
      tableId: null,
      content: null,
      partitions: [],
      holders: [],
      unsuitable: null,
    }),
    ...more,
  };
}
