// SPDX-License-Identifier: Apache-2.0

/** What udev's database says of one disk. */
export interface UdevRecord {
  /** Names below /dev/disk/by-id, without the directory, sorted. */
  readonly byId: readonly string[];
  readonly serial: string | null;
  readonly wwn: string | null;
  /** ata, usb, scsi, ...; null for virtio, NVMe and MMC. */
  readonly bus: string | null;
  /** Name of an MMC card or eMMC, which has no model. */
  readonly name: string | null;
}

const BY_ID = 'disk/by-id/';

/**
 * Reads one file of /run/udev/data: "S:" lines are links below /dev, "E:" lines are properties
 * (systemd, src/libsystemd/sd-device/device-private.c, device_update_db).
 */
export function parseUdevRecord(text: string): UdevRecord {
  const byId: string[] = [];
  const properties = new Map<string, string>();
  for (const line of text.split('\n')) {
    if (line.startsWith(`S:${BY_ID}`)) byId.push(line.slice(2 + BY_ID.length));
    const property = /^E:([^=]+)=(.*)$/.exec(line);
    if (property?.[1] !== undefined && property[2] !== undefined)
      properties.set(property[1], property[2].trim());
  }
  const first = (...keys: string[]): string | null => {
    for (const key of keys) {
      const value = properties.get(key);
      if (value !== undefined && value !== '') return value;
    }
    return null;
  };
  return {
    byId: byId.sort(),
    // lsblk's own order (properties.c), so that the serial is the same whether lsblk or this file told it.
    serial: first('SCSI_IDENT_SERIAL', 'ID_SCSI_SERIAL', 'ID_SERIAL_SHORT', 'ID_SERIAL'),
    wwn: first('ID_WWN_WITH_EXTENSION', 'ID_WWN'),
    bus: first('ID_BUS'),
    name: first('ID_NAME'),
  };
}
