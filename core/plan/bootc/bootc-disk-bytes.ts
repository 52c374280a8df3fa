// SPDX-License-Identifier: Apache-2.0
import type { ImageFacts } from '../../facts/facts.ts';
import { rootBytesNeeded, type Scheme } from '../storage/partition-sizes.ts';
import { unpackedBytes } from '../ostree/image-steps.ts';
import { storeOf, type BootcQuestion, type BootcWanted } from './bootc-choice.ts';

const MiB = 1024 * 1024;
/** Below it nothing is left for /var once there is a second deployment; bcvk, made for bootc, takes the same (to_disk.rs). */
const LEAST_ROOT_BYTES = 4096 * MiB;

/** The partitions that bootc's installs have before the root. */
export function bootcScheme({ backend }: Pick<BootcWanted, 'backend'>): Scheme {
  return backend === 'ostree' ? 'bootupd' : 'systemd-boot';
}

/**
 * Least size of the root, in bytes: bootc needs room for two deployments. An image that is run from no store is pulled
 * onto the disk first, and stands there packed and unpacked while bootc makes the first of them.
 */
export function bootcRootBytesNeeded(
  image: ImageFacts,
  wanted: BootcWanted,
  where: Pick<BootcQuestion, 'facts' | 'source'>,
): number {
  const installed = unpackedBytes(image);
  const isPulled = wanted.carrier === 'image' && storeOf(where) === null;
  const whilePulled = isPulled ? 2 * installed + image.compressedBytes + 512 * MiB : 0;
  return Math.max(rootBytesNeeded(installed), Math.ceil(whilePulled / MiB) * MiB, LEAST_ROOT_BYTES);
}
