// SPDX-License-Identifier: Apache-2.0
import type { Step } from '../step.ts';
import { literalDeep } from '../template.ts';
import { deadline } from '../target.ts';
import { deviceOf, type Layout } from './layout.ts';

/** "partition" for the first disk, "partition-2" for the second. */
export function ofDisk(id: string, index: number): string {
  return index === 0 ? id : `${id}-${index + 1}`;
}

/** What somebody else has mounted is still there, can be written, and its root is empty. */
function checkMounted(fileSystems: Layout['fileSystems']): Step {
  const mounts = fileSystems.flatMap((fileSystem) =>
    fileSystem.boundFrom === null ? [] : [{ at: fileSystem.boundFrom, device: deviceOf(fileSystem) }],
  );
  return {
    kind: 'action',
    id: 'check-mounted',
    phase: 'disk',
    title: 'Look at what was mounted for the new system',
    action: 'check-mounted',
    params: { mounts },
  };
}

/** Note every table in the log, and compare every disk once more: the last steps that write nothing. */
export function identitySteps({ disks, fileSystems, mountedAt }: Layout): Step[] {
  const backups = disks.map(({ identity }, index): Step => ({
    kind: 'command',
    id: ofDisk('backup-table', index),
    phase: 'disk',
    title: 'Note the present partition table in the log',
    // Exit 1: the disk has no table; there is nothing to note then.
    argv: ['sfdisk', '--dump', identity.path],
    okExitCodes: [0, 1],
    timeoutMs: deadline.short,
    capture: index === 0 ? 'tableBackup' : `tableBackup${index + 1}`,
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
  return [...backups, ...(mountedAt === null ? [] : [checkMounted(fileSystems)]), ...looks];
}
