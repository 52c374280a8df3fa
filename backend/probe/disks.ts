// SPDX-License-Identifier: Apache-2.0
import type { Disk, Partition } from '../../core/facts/facts.ts';
import { unreadContent, unreadStorage } from '../../core/facts/storage-facts.ts';
import type { BlockExtra } from './block-extra.ts';
import { holdersOf } from './holders.ts';
import { liveMediumDisks } from './live-medium.ts';
import { lsblkSchema, withDescendants, type LsblkNode } from './lsblk-schema.ts';
import { gptFlags } from './storage/gpt-flags.ts';
import { unsuitableReason } from './unsuitable.ts';

/** sysfs counts in 512-byte units whatever the disk's sector size. */
const SYSFS_SECTOR_BYTES = 512;

/**
 * All whole disks of a machine, from what lsblk printed and what it does not say. Pure.
 * Throws a ZodError when one device is malformed: a list with a gap could make "the only disk" a wrong one.
 */
export function disksFromLsblk(json: unknown, extra: BlockExtra): Disk[] {
  return disksFrom(lsblkSchema.parse(json).blockdevices, extra);
}

/** The same, of a tree that was read already. */
export function disksFrom(blockdevices: readonly LsblkNode[], extra: BlockExtra): Disk[] {
  const live = liveMediumDisks(blockdevices, extra);
  const wholes = [...blockdevices, ...multipathMaps(blockdevices)];
  return wholes.map((disk) => diskFrom(disk, wholes, extra, live.has(disk.kname)));
}

/** Multipath maps stand below each of their paths; shown once as disks of their own, so their reason can be read. */
function multipathMaps(roots: readonly LsblkNode[]): LsblkNode[] {
  const maps = new Map<string, LsblkNode>();
  for (const root of roots) {
    for (const node of withDescendants(root)) if (node.type === 'mpath') maps.set(node.kname, node);
  }
  return [...maps.values()];
}

function diskFrom(disk: LsblkNode, wholes: readonly LsblkNode[], extra: BlockExtra, isLive: boolean): Disk {
  const udev = extra.udev[disk.kname];
  const table = disk.pttype;
  return {
    name: disk.name,
    path: disk.path,
    byId: [...(udev?.byId ?? [])],
    serial: disk.serial ?? udev?.serial ?? extra.serials[disk.kname] ?? null,
    wwn: disk.wwn ?? udev?.wwn ?? null,
    model: disk.model ?? udev?.name ?? null,
    vendor: vendorName(disk.vendor),
    bus: busOf(disk, udev?.bus ?? null),
    rotational: disk.rota,
    removable: disk.rm,
    readOnly: disk.ro,
    sizeBytes: disk.size,
    logicalSectorBytes: disk['log-sec'],
    physicalSectorBytes: disk['phy-sec'],
    table,
    tableId: table === null ? null : disk.ptuuid,
    content: table === null ? disk.fstype : null,
    ...(table === null && disk.uuid !== null ? { contentUuid: disk.uuid } : {}),
    partitions: disk.children
      .filter((child) => child.type === 'part')
      .map((child) => partitionFrom(child, table))
      .sort(byPlace),
    holders: holdersOf(disk, wholes, extra),
    unsuitable: unsuitableReason(disk, isLive),
    ...unreadStorage(),
    optimalIoBytes: disk['opt-io'] === 0 ? null : disk['opt-io'],
    discard: (disk['disc-max'] ?? 0) > 0,
  };
}

function partitionFrom(node: LsblkNode, table: string | null): Partition {
  const number = /(\d+)$/.exec(node.name)?.[1];
  return {
    name: node.name,
    // Column PARTN came with util-linux 2.39; the kernel's names end in the same number.
    number: number === undefined ? null : Number(number),
    startBytes: node.start === null ? null : node.start * SYSFS_SECTOR_BYTES,
    sizeBytes: node.size,
    type: node.parttype?.toLowerCase() ?? null,
    partUuid: node.partuuid,
    partLabel: node.partlabel,
    fileSystem: node.fstype,
    label: node.label,
    uuid: node.uuid,
    ...unreadContent(),
    encryption: encryptionOf(node),
    // swsuspend: a swap area with the memory of a hibernated Linux in it (util-linux, libblkid/src/superblocks/swap.c).
    condition: node.fstype === 'swsuspend' ? 'hibernated' : null,
    flags: table === 'gpt' ? gptFlags(node.partflags) : [],
  };
}

function encryptionOf(node: LsblkNode): Partition['encryption'] {
  if (node.fstype === 'BitLocker') return 'bitlocker';
  if (node.fstype !== 'crypto_LUKS') return null;
  if (node.fsver === '1') return 'luks1';
  return node.fsver === '2' ? 'luks2' : null;
}

function byPlace(a: Partition, b: Partition): number {
  return (a.startBytes ?? 0) - (b.startBytes ?? 0) || (a.number ?? 0) - (b.number ?? 0);
}

/** "ATA" is the SCSI layer's word for "no vendor given"; virtio shows its PCI vendor number. */
function vendorName(vendor: string | null): string | null {
  return vendor === null || vendor === 'ATA' || /^0x[0-9a-f]+$/i.test(vendor) ? null : vendor;
}

/** Transport of a disk; lsblk 2.38 leaves it empty for virtio and MMC. */
function busOf(disk: LsblkNode, udevBus: string | null): string | null {
  if (disk.tran !== null) return disk.tran;
  const subsystems = disk.subsystems?.split(':') ?? [];
  for (const bus of ['virtio', 'mmc', 'nvme', 'xen', 'usb']) if (subsystems.includes(bus)) return bus;
  if (udevBus === 'ata') return 'sata';
  return udevBus ?? (subsystems.includes('scsi') ? 'scsi' : null);
}
