// SPDX-License-Identifier: Apache-2.0
import type { DiskIdentity } from '../facts/disk-identity.ts';
import type { RootFileSystem } from '../facts/image-content.ts';
import { partitionOf, sfdiskScript, type Layout, type PartitionRole } from './layout.ts';
import type { Step } from './step.ts';
import { literalDeep } from './template.ts';
import { deadline, TARGET } from './target.ts';

/** udevadm lock: udev and other partitioning tools keep off while the device is written (BLOCK_DEVICE_LOCKING). */
export function locked(disk: string, argv: readonly string[]): [string, ...string[]] {
  return ['udevadm', 'lock', `--device=${disk}`, '--', ...argv];
}

/** Reads the UUID of a file system into the hole {{ROLEUuid}}. */
export function readUuid(role: PartitionRole, path: string): Step {
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

/** Note the table in the log, and compare the disk once more: the last steps that write nothing. */
export function identitySteps(disk: DiskIdentity): Step[] {
  return [
    {
      kind: 'action',
      id: 'backup-table',
      phase: 'disk',
      title: 'Note the present partition table in the log',
      action: 'backup-table',
      params: { identity: literalDeep(disk) },
    },
    {
      kind: 'action',
      id: 'disk-identity',
      phase: 'disk',
      title: 'Look once more that this is the chosen disk',
      action: 'disk-identity',
      params: { identity: literalDeep(disk) },
    },
  ];
}

/** udev has seen the partitions, and their nodes are there. */
export function waitForPartitions(layout: Layout): Step {
  return {
    kind: 'command',
    id: 'wait-partitions',
    phase: 'disk',
    title: 'Wait for the partitions to appear',
    argv: ['udevadm', 'wait', '--timeout=60', '--settle', ...layout.partitions.map((p) => p.path)],
    timeoutMs: 2 * deadline.short,
  };
}

/** Write the table, without the boot code of the old one. */
function tableSteps(disk: DiskIdentity, layout: Layout): Step[] {
  return [
    {
      kind: 'command',
      id: 'partition',
      phase: 'disk',
      title: `Write a new partition table to ${disk.path}`,
      // What the partitions hold is wiped right before each is formatted: until then undo-table brings all of it back.
      argv: ['sfdisk', '--lock=yes', '--wipe=always', '--wipe-partitions=never', disk.path],
      stdin: { text: sfdiskScript(layout) },
      timeoutMs: deadline.short,
      leaves: 'table-replaced',
      doneWith: 'disarm',
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
      doneWith: 'disarm',
    },
    waitForPartitions(layout),
  ];
}

/** Take away every mark of what a partition held: mkfs leaves those of others, and blkid would be in two minds. */
function wipeStep(disk: DiskIdentity, role: PartitionRole, path: string): Step {
  return {
    kind: 'command',
    id: `wipe-${role}`,
    phase: 'disk',
    title: `Remove what ${path} held`,
    argv: locked(disk.path, ['wipefs', '--all', '--quiet', path]),
    timeoutMs: deadline.short,
    leaves: 'formatted',
    ...(role === 'root' ? { doneWith: ROOT_MADE } : {}),
  };
}

/** The root is kept by a continued install; the small file systems are made again, so that no loader is left on them. */
const ROOT_MADE = 'mkfs-root';

/** mkfs of each kind of root: quiet, over whatever was there, and with fs-verity where it is an option of mkfs. */
const makeRoot: Readonly<Record<RootFileSystem, readonly string[]>> = {
  ext4: ['mkfs.ext4', '-q', '-F', '-L', 'particleos-root', '-O', 'verity', '-m', '1'],
  btrfs: ['mkfs.btrfs', '--quiet', '--force', '--label', 'particleos-root'],
  // At most 12 characters (mkfs.xfs(8), -L).
  xfs: ['mkfs.xfs', '-q', '-f', '-L', 'particleos'],
};

/** Roles that hold a file system, in the order in which they are mounted. */
const mounted: readonly (readonly [PartitionRole, string, string])[] = [
  ['root', TARGET, 'Mount the new root'],
  ['boot', `${TARGET}/boot`, 'Mount the new /boot'],
  ['esp', `${TARGET}/boot/efi`, 'Mount the new EFI system partition'],
];

export interface Format {
  readonly rootFileSystem: RootFileSystem;
  /** bootc finds and mounts the ESP itself, and refuses a root with anything in it. */
  readonly mountEsp: boolean;
}

/** Write table and file systems, and mount them at TARGET. */
export function formatSteps(disk: DiskIdentity, layout: Layout, format: Format): Step[] {
  const { rootFileSystem } = format;
  const has = (role: PartitionRole): boolean => layout.partitions.some((p) => p.role === role);
  const path = (role: PartitionRole): string => partitionOf(layout, role).path;
  const mkfs = (role: PartitionRole, argv: readonly string[]): Step[] => [
    wipeStep(disk, role, path(role)),
    {
      kind: 'command',
      id: `mkfs-${role}`,
      phase: 'disk',
      title: `Make the file system of ${role} on ${path(role)}`,
      argv: locked(disk.path, [...argv, path(role)]),
      timeoutMs: deadline.medium,
      leaves: 'formatted',
      ...(role === 'root' ? { doneWith: ROOT_MADE } : {}),
    },
  ];
  const types = { root: rootFileSystem, boot: 'ext4', esp: 'vfat' } as Record<PartitionRole, string>;
  const mounts = mounted.filter(([role]) => has(role) && (role !== 'esp' || format.mountEsp));
  return [
    ...tableSteps(disk, layout),
    ...(has('bios-boot') ? [wipeStep(disk, 'bios-boot', path('bios-boot'))] : []),
    ...mkfs('esp', ['mkfs.vfat', '-F', '32', '-n', 'PARTICLEESP']),
    ...(has('boot') ? mkfs('boot', ['mkfs.ext4', '-q', '-F', '-L', 'particleos-boot']) : []),
    ...mkfs('root', makeRoot[rootFileSystem]),
    ...(['esp', 'boot', 'root'] as const).filter(has).map((role) => readUuid(role, path(role))),
    ...mounts.map(([role, target, title]): Step => ({
      kind: 'mount',
      id: `mount-${role}`,
      phase: 'disk',
      title,
      source: path(role),
      target,
      type: types[role],
      options: role === 'esp' ? ['umask=0077'] : ['noatime'],
    })),
  ];
}
