// SPDX-License-Identifier: Apache-2.0

/** Partition node of a disk node: a digit at the end takes a "p" (block/partitions/core.c of the kernel). */
export function partitionPath(diskPath: string, number: number): string {
  return /\d$/.test(diskPath) ? `${diskPath}p${number}` : `${diskPath}${number}`;
}
