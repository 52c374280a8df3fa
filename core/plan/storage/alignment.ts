// SPDX-License-Identifier: Apache-2.0
import type { Disk } from '../../facts/facts.ts';
import { MiB } from './partition-sizes.ts';

/** What is larger is no stripe but the word of a USB bridge that does not know (65535 sectors are common). */
const LARGEST_BYTES = 64 * MiB;

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

/**
 * Where partitions begin, in bytes: on whole MiB, which fits every erase block and 4Kn sectors, and on whole stripes
 * where the disk tells of larger ones.
 */
export function alignmentOf({ optimalIoBytes, logicalSectorBytes }: Disk): number {
  if (optimalIoBytes === null || optimalIoBytes <= 0 || optimalIoBytes % logicalSectorBytes !== 0) return MiB;
  const both = (MiB / greatestDivisor(MiB, optimalIoBytes)) * optimalIoBytes;
  return both <= LARGEST_BYTES ? both : MiB;
}

export function alignUp(bytes: number, alignment: number): number {
  return Math.ceil(bytes / alignment) * alignment;
}

export function alignDown(bytes: number, alignment: number): number {
  return Math.floor(bytes / alignment) * alignment;
}
