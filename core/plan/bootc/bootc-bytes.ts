// SPDX-License-Identifier: Apache-2.0
import type { ImageFacts } from '../../facts/facts.ts';
import { unpackedBytes } from '../ostree/image-steps.ts';
import type { BootcWanted } from './bootc-choice.ts';

const MiB = 1024 * 1024;

/**
 * What reaches the disk for each byte of the unpacked image: blocks are filled up, ext4 and btrfs add Merkle trees
 * and metadata, the kernel's own initialisation of the inode tables goes on meanwhile.
 */
const GROWTH = 1.35;
/** Journal and tables of the new file systems. */
const NEW_FILE_SYSTEMS = 128 * MiB;
/** Loader, kernel and initramfs on the ESP. */
const BOOT = 64 * MiB;

/** How much `bootc install` writes to the target disk, in bytes: an estimate for a bar that is held back by phases anyway. */
export function bootcWrittenBytes(image: ImageFacts, { verb }: Pick<BootcWanted, 'verb'>): number {
  const made = verb === 'to-disk' ? NEW_FILE_SYSTEMS : 0;
  return Math.round(unpackedBytes(image) * GROWTH) + BOOT + made;
}
