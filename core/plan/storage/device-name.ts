// SPDX-License-Identifier: Apache-2.0
import type { Disk, Partition } from '../../facts/facts.ts';

/** What a partition is known by wherever its disk is plugged in. */
export interface DeviceName {
  readonly by: 'uuid' | 'partUuid' | 'label' | 'partLabel' | 'id';
  readonly value: string;
}

const tags: Readonly<Record<string, DeviceName['by']>> = {
  UUID: 'uuid',
  PARTUUID: 'partUuid',
  LABEL: 'label',
  PARTLABEL: 'partLabel',
  'by-uuid': 'uuid',
  'by-partuuid': 'partUuid',
  'by-label': 'label',
  'by-partlabel': 'partLabel',
  'by-id': 'id',
};

/** The name in a line of fstab(5) or crypttab(5); null: one that another device may have tomorrow, as /dev/sdb1. */
export function deviceName(device: string): DeviceName | null {
  const [, tag, value] =
    /^([A-Z]+)=(.+)$/.exec(device) ?? /^\/dev\/disk\/(by-[a-z]+)\/([^/]+)$/.exec(device) ?? [];
  const by = tag === undefined ? undefined : tags[tag];
  return by === undefined || value === undefined ? null : { by, value };
}

/** "NAME-part3" of a disk that has NAME (udev's 60-persistent-storage.rules). */
function hasId({ byId }: Disk, { number }: Partition, value: string): boolean {
  const [, id, part] = /^(.+)-part(\d+)$/.exec(value) ?? [];
  return id !== undefined && byId.includes(id) && number === Number(part);
}

/** The partitions of all disks with that name: none when it is not plugged in, or lies in something that is closed. */
export function partitionsNamed(disks: readonly Disk[], { by, value }: DeviceName): Partition[] {
  const isUuid = by === 'uuid' || by === 'partUuid';
  return disks.flatMap((disk) =>
    disk.partitions.filter((partition) => {
      if (by === 'id') return hasId(disk, partition, value);
      const found = partition[by];
      return isUuid ? found?.toLowerCase() === value.toLowerCase() : found === value;
    }),
  );
}
