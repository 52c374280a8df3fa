// SPDX-License-Identifier: Apache-2.0
import type { Step } from '../step.ts';
import { literalDeep } from '../template.ts';
import type { Layout } from './layout.ts';

/** "partition" for the first disk, "partition-2" for the second. */
export function ofDisk(id: string, index: number): string {
  return index === 0 ? id : `${id}-${index + 1}`;
}

/** Note every table in the log, and compare every disk once more: the last steps that write nothing. */
export function identitySteps({ disks, mountedAt }: Layout): Step[] {
  const backups = disks.map(({ identity }, index): Step => ({
    kind: 'action',
    id: ofDisk('backup-table', index),
    phase: 'disk',
    title: 'Note the present partition table in the log',
    action: 'backup-table',
    params: { identity: literalDeep(identity) },
  }));
  const looks = disks.map(({ identity }, index): Step => ({
    kind: 'action',
    id: ofDisk('disk-identity', index),
    phase: 'disk',
    title: 'Look once more that this is the chosen disk',
    action: 'disk-identity',
    params: {
      identity: literalDeep(identity),
      // What somebody else has mounted is in use, and must be.
      ...(mountedAt === null ? {} : { mountedAt }),
    },
  }));
  return [...backups, ...looks];
}
