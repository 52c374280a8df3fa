// SPDX-License-Identifier: Apache-2.0
import type { Disk, Partition } from '../../facts/facts.ts';
import { unreadContent, unreadStorage } from '../../facts/storage-facts.ts';

/** A partition for tests and benches, with what matters to them. */
export function givenPartition(known: Partial<Partition> & Pick<Partition, 'name' | 'number'>): Partition {
  return {
    startBytes: null,
    sizeBytes: 0,
    type: '0fc63daf-8483-4772-8e79-3d69d8477de4',
    partUuid: null,
    partLabel: null,
    fileSystem: null,
    label: null,
    uuid: null,
    ...unreadContent(),
    ...known,
  };
}

/** A disk for tests and benches, with what matters to them. */
export function givenDisk(known: Partial<Disk> & Pick<Disk, 'name' | 'sizeBytes'>): Disk {
  return {
    path: `/dev/${known.name}`,
    byId: [],
    serial: `S-${known.name}`,
    wwn: null,
    model: null,
    vendor: null,
    bus: 'virtio',
    rotational: false,
    removable: false,
    readOnly: false,
    logicalSectorBytes: 512,
    physicalSectorBytes: 512,
    table: null,
    tableId: null,
    content: null,
    partitions: [],
    holders: [],
    unsuitable: null,
    ...unreadStorage(),
    ...known,
  };
}
