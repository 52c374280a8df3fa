// SPDX-License-Identifier: Apache-2.0
import type { DiskIdentity } from '../facts/disk-identity.ts';
import { partitionOf, sfdiskScript, type Layout, type PartitionRole } from './layout.ts';
import type { Step } from './step.ts';
import { literalDeep } from './template.ts';
import { deadline, TARGET } from './target.ts';

/** udevadm lock: udev and other partitioning tools keep off while the device is written (BLOCK_DEVICE_LOCKING). */
function locked(disk: string, argv: readonly string[]): [string, ...string[]] {
  return ['udevadm', 'lock', `--device=${disk}`, '--', ...argv];
}

function readUuid(role: PartitionRole, path: string): Step {
  return {
    kind: 'command',
    id: `uuid-${role}`,
    phase: 'disk',
    title: `Read the UUID of ${path}`,
    argv: ['blkid', '--probe', '--output', 'value', '--match-tag', 'UUID', path],
    timeoutMs: deadline.short,
    capture: `${role}Uuid`,
  };
}

/** Compare the disk once more, then write table and file systems, and mount them at TARGET. */
export function diskSteps(disk: DiskIdentity, layout: Layout): Step[] {
  const path = (role: PartitionRole): string => partitionOf(layout, role).path;
  const all = layout.partitions.map((p) => p.path);
  const mkfs = (role: PartitionRole, argv: string[]): Step => ({
    kind: 'command',
    id: `mkfs-${role}`,
    phase: 'disk',
    title: `Make the file system of ${role} on ${path(role)}`,
    argv: locked(disk.path, [...argv, path(role)]),
    timeoutMs: deadline.medium,
    leaves: 'formatted',
  });
  return [
    {
      kind: 'command',
      id: 'backup-table',
      phase: 'disk',
      title: 'Note the present partition table in the log',
      // Exit 1: the disk has no table; there is nothing to note then.
      argv: ['sfdisk', '--dump', disk.path],
      okExitCodes: [0, 1],
      timeoutMs: deadline.short,
      capture: 'tableBackup',
    },
    {
      kind: 'action',
      id: 'disk-identity',
      phase: 'disk',
      title: 'Look once more that this is the chosen disk',
      action: 'disk-identity',
      params: { identity: literalDeep(disk) },
    },
    {
      kind: 'command',
      id: 'partition',
      phase: 'disk',
      title: `Write a new partition table to ${disk.path}`,
      argv: ['sfdisk', '--lock=yes', '--wipe=always', '--wipe-partitions=always', disk.path],
      stdin: { text: sfdiskScript(layout) },
      timeoutMs: deadline.short,
      leaves: 'table-replaced',
    },
    {
      // sfdisk keeps the boot code of the old MBR: without this a half-written disk would start the old loader's stage 1.
      kind: 'command',
      id: 'disarm',
      phase: 'disk',
      title: 'Remove the old boot code',
      argv: locked(disk.path, [
        'dd',
        'if=/dev/zero',
        `of=${disk.path}`,
        'bs=440',
        'count=1',
        'conv=notrunc,fsync',
        'status=none',
      ]),
      timeoutMs: deadline.short,
    },
    {
      kind: 'command',
      id: 'wait-partitions',
      phase: 'disk',
      title: 'Wait for the partitions to appear',
      argv: ['udevadm', 'wait', '--timeout=60', '--settle', ...all],
      timeoutMs: 2 * deadline.short,
    },
    mkfs('esp', ['mkfs.vfat', '-F', '32', '-n', 'PARTICLEESP']),
    mkfs('boot', ['mkfs.ext4', '-q', '-F', '-L', 'particleos-boot']),
    mkfs('root', ['mkfs.ext4', '-q', '-F', '-L', 'particleos-root', '-O', 'verity', '-m', '1']),
    readUuid('esp', path('esp')),
    readUuid('boot', path('boot')),
    readUuid('root', path('root')),
    {
      kind: 'mount',
      id: 'mount-root',
      phase: 'disk',
      title: 'Mount the new root',
      source: path('root'),
      target: TARGET,
      type: 'ext4',
      options: ['noatime'],
    },
    {
      kind: 'mount',
      id: 'mount-boot',
      phase: 'disk',
      title: 'Mount the new /boot',
      source: path('boot'),
      target: `${TARGET}/boot`,
      type: 'ext4',
      options: ['noatime'],
    },
    {
      kind: 'mount',
      id: 'mount-esp',
      phase: 'disk',
      title: 'Mount the new EFI system partition',
      source: path('esp'),
      target: `${TARGET}/boot/efi`,
      type: 'vfat',
      options: ['umask=0077'],
    },
  ];
}
