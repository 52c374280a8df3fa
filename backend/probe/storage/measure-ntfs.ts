// SPDX-License-Identifier: Apache-2.0
import type { Measured } from './measured.ts';

/** Exit statuses of ntfs-3g.probe(8) that say something of the volume rather than of the attempt. */
export const PROBE_STATUS = { mountable: 0, inconsistent: 13, hibernated: 14, unclean: 15 } as const;

/** Condition by ntfs-3g.probe's status when asked for read and write; null: that status does not tell. */
export function ntfsCondition(status: number): Measured['condition'] {
  if (status === PROBE_STATUS.mountable) return 'clean';
  if (status === PROBE_STATUS.hibernated) return 'hibernated';
  return status === PROBE_STATUS.unclean || status === PROBE_STATUS.inconsistent ? 'dirty' : null;
}

/** What `ntfsresize --info` says of a volume that can be mounted. Pure; null where it says nothing. */
export function measureNtfs(printed: string): Measured {
  const minimum = /^You might resize at (\d{1,15}) bytes/m.exec(printed)?.[1];
  // In millions of bytes, rounded up (ntfsresize.c, print_disk_usage); who can mount the volume knows better.
  const used = /^Space in use +: (\d{1,9}) MB/m.exec(printed)?.[1];
  const isDirty = /^ERROR: Volume is (scheduled for check|dirty)/im.test(printed);
  return {
    usedBytes: used === undefined ? null : Number(used) * 1_000_000,
    minimumBytes: minimum === undefined || isDirty ? null : Number(minimum),
    condition: isDirty ? 'dirty' : minimum === undefined ? null : 'clean',
  };
}
