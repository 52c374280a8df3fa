// SPDX-License-Identifier: Apache-2.0
import type { Machine } from './machine.ts';

/** What a write of a guest is answered with; its driver makes an I/O error of it either way. */
const EIO = 5;

/** Writes to a disk fail from now on, as on one that has turned itself read-only. index: among the machine's disks; it is `faulty`. */
export async function failWrites(machine: Machine, index: number): Promise<void> {
  const disk = `disk${String(index)}`;
  const failing = `${disk}-failing`;
  const rule = (iotype: string) => ({ event: 'none', iotype, errno: EIO });
  await machine.qmp.execute('blockdev-add', {
    driver: 'blkdebug',
    'node-name': failing,
    image: `${disk}-file`,
    'inject-error': [rule('write'), rule('write-zeroes'), rule('discard')],
  });
  await machine.qmp.execute('blockdev-reopen', {
    options: [{ driver: 'raw', 'node-name': disk, file: failing }],
  });
}

/** Pulls a `faulty` disk on the USB bus out; from the others QEMU asks the guest first, who may refuse. */
export async function pullOut(machine: Machine, index: number): Promise<void> {
  await machine.qmp.execute('device_del', { id: `disk${String(index)}-device` });
}

/** Plugs another disk in where one was pulled out. */
export async function putBack(
  machine: Machine,
  index: number,
  { path, serial }: { path: string; serial: string },
): Promise<void> {
  const id = `disk${String(index)}`;
  const drive = `${id}-other`;
  await machine.qmp.execute('blockdev-add', { driver: 'file', 'node-name': drive, filename: path });
  await machine.qmp.execute('device_add', {
    driver: 'usb-storage',
    id: `${drive}-device`,
    bus: 'usb.0',
    drive,
    serial,
    removable: true,
  });
}
