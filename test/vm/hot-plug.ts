// SPDX-License-Identifier: Apache-2.0
import type { Disk } from './machine-options.ts';
import type { Machine } from './machine.ts';

/** The slot that MachineOptions.slot asks for; "slot" itself is taken by a property of the port. */
export const SLOT = 'disk-slot';
const NODE = 'plugged';
const DEVICE = 'plugged-disk';
/** The guest is asked for the disk as by the button beside a slot, and takes seconds to answer (PCI Express, 6.7.1.5). */
const UNPLUG_MS = 120_000;

/** Puts a virtio disk into a running machine that has a slot; the guest may need a moment to see it. */
export async function plugIn({ qmp }: Machine, disk: Disk): Promise<void> {
  await qmp.execute('blockdev-add', {
    'node-name': NODE,
    driver: disk.format ?? 'raw',
    discard: 'unmap',
    file: { driver: 'file', filename: disk.path, cache: { 'no-flush': true } },
  });
  await qmp.execute('device_add', {
    driver: 'virtio-blk-pci',
    id: DEVICE,
    bus: SLOT,
    drive: NODE,
    ...(disk.serial === undefined ? {} : { serial: disk.serial }),
  });
}

/** Takes it out again; its file holds all that the guest wrote. */
export async function pullOut(machine: Machine): Promise<void> {
  const { qmp } = machine;
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const stop = qmp.onEvent(({ event, data }) => {
    if (event === 'DEVICE_DELETED' && data['device'] === DEVICE) resolve(undefined);
  });
  try {
    await qmp.execute('device_del', { id: DEVICE });
    await machine.waitFor(promise, 'the guest to let go of the disk', UNPLUG_MS);
  } finally {
    stop();
  }
  await qmp.execute('blockdev-del', { 'node-name': NODE });
}
