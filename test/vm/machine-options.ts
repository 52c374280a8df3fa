// SPDX-License-Identifier: Apache-2.0
import type { FatalName } from './fatal-patterns.ts';
import type { Machine } from './machine.ts';

export type Firmware = 'bios' | 'uefi' | 'secureboot';
export type DiskBus = 'virtio' | 'sata' | 'nvme' | 'usb';

export interface Disk {
  readonly path: string;
  readonly bus: DiskBus;
  /** At most 20 characters are seen by the guest. */
  readonly serial?: string;
  readonly readonly?: boolean;
  /** "raw" when absent. */
  readonly format?: 'raw' | 'qcow2';
  /** Not in the boot order, e.g. a second disk that must not be started from. */
  readonly bootable?: boolean;
  /** A file that takes each write, flush and discard of a raw disk in their order (test/vm/power-cut/write-log.ts). */
  readonly writeLog?: string;
  /** Logical and physical sectors of this size; 512 when absent. */
  readonly sectorBytes?: 4096;
  /** Of a raw disk that can go bad (test/vm/disk-faults.ts): sectors of 512 bytes that no write reaches, from the start. */
  readonly faulty?: { readonly badSectors: readonly number[] };
}

export interface Network {
  /** The guest reaches 10.0.2.100:guestPort, which is 127.0.0.1:hostPort here. */
  readonly toHost?: readonly { readonly guestPort: number; readonly hostPort: number }[];
  /** 127.0.0.1:hostPort here reaches guestPort in the guest, e.g. 22. */
  readonly toGuest?: readonly { readonly guestPort: number; readonly hostPort: number }[];
  /** Let the guest out to where this machine can go; without it, only the forwards above work. */
  readonly internet?: boolean;
}

/** A virtual machine for one boot: it ends when the guest powers off or reboots. */
export interface MachineOptions {
  /** Name of the run directory, out/vm/NAME. */
  readonly name: string;
  readonly firmware: Firmware;
  /** 2048 when absent. */
  readonly memoryMiB?: number;
  /** A slot for a disk that comes and goes while the machine runs (hot-plug.ts). */
  readonly slot?: boolean;
  /** Boot order: the ISO, then the disks as listed. */
  readonly disks: readonly Disk[];
  readonly iso?: { readonly path: string; readonly bus: 'cdrom' | 'usb' };
  /** The answer file, on a USB stick with a FAT volume, or in fw_cfg. */
  readonly answers?: { readonly text: string; readonly by: 'volume' | 'fw_cfg' };
  /** systemd credentials, systemd.system-credentials(7). */
  readonly credentials?: Readonly<Record<string, string | Uint8Array>>;
  /** Absent: no network card. */
  readonly network?: Network;
  /** UEFI variables kept over runs: made from the firmware's own when the file is not there. Absent: fresh ones. */
  readonly variables?: string;
  /** A TPM 2.0 whose state is kept in this directory; made when it is not there. Needs swtpm. Absent: none. */
  readonly tpm?: string;
  /** A screen that a compositor can use, with a tablet as pointer; the plain VGA card when absent. */
  readonly desktop?: boolean;
  /** Start this kernel without firmware and boot loader: for tests of the harness. */
  readonly kernel?: { readonly path: string; readonly initramfs: string; readonly commandLine: string };
  /** A reboot of the guest goes on in the same machine instead of ending it. */
  readonly allowReboot?: boolean;
  readonly ignoreFatal?: readonly FatalName[];
  /** A machine that stands still while this one runs, whose slot it takes: who holds the only one would wait for itself. */
  readonly inPlaceOf?: Pick<Machine, 'standStill'>;
}
