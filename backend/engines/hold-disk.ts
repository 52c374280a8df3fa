// SPDX-License-Identifier: Apache-2.0
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { UndoStack } from '../execute/undo-stack.ts';

/**
 * Keeps a disk open for reading until the run ends. The kernel gives a name away again only when nobody has its disk open
 * (drivers/scsi/sd.c, scsi_disk_release; drivers/block/virtio_blk.c, virtblk_free_disk): so no disk that is plugged in
 * meanwhile gets the name that the steps write to. One that is gone is told by the look that follows.
 */
export async function holdDisk(path: string, undo: UndoStack): Promise<void> {
  const held = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(() => null);
  if (held !== null) undo.push(`${path} is open`, () => held.close());
}
