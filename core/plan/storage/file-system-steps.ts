// SPDX-License-Identifier: Apache-2.0
import type { Step } from '../step.ts';
import { deadline, TARGET } from '../target.ts';
import { dataMounts } from './data-mounts.ts';
import { deviceOf, type Layout, type PlannedFileSystem } from './layout.ts';
import { disksOf, locked } from './locked.ts';
import { mirrorSteps } from './mirror-steps.ts';
import { growSteps, shrinkSteps } from './resize-steps.ts';
import { optionsAt } from './root-options.ts';
import { tableSteps } from './table-steps.ts';

/** Reads the UUID of a file system into the hole {{IDUuid}}. */
export function readUuid(id: string, path: string): Step {
  return {
    kind: 'command',
    id: `uuid-${id}`,
    phase: 'disk',
    title: `Read the UUID of ${path}`,
    argv: ['blkid', '--probe', '--output', 'value', '--match-tag', 'UUID', path],
    timeoutMs: deadline.short,
    capture: `${id}Uuid`,
  };
}

/** mkfs of each kind: quiet, over whatever was there. */
function maker({ id, type }: PlannedFileSystem): readonly string[] {
  const label = `particleos-${id}`;
  switch (type) {
    case 'vfat':
      return ['mkfs.vfat', '-F', '32', '-n', 'PARTICLEESP'];
    case 'swap':
      return ['mkswap', '--label', label];
    case 'btrfs':
      return ['mkfs.btrfs', '--quiet', '--force', '--label', label];
    case 'xfs':
      // At most 12 characters (mkfs.xfs(8), -L).
      return [
        'mkfs.xfs',
        '-q',
        '-f',
        '-L',
        id === 'root' ? 'particleos' : label.replace('particleos', 'pos'),
      ];
    case 'ext4':
      // With fs-verity where it is an option of mkfs; the reserve is for the root's journal and logs.
      return id === 'root'
        ? ['mkfs.ext4', '-q', '-F', '-L', label, '-O', 'verity', '-m', '1']
        : ['mkfs.ext4', '-q', '-F', '-L', label];
  }
}

function make(layout: Layout, fileSystem: PlannedFileSystem): Step {
  const path = deviceOf(fileSystem);
  return {
    kind: 'command',
    id: `mkfs-${fileSystem.id}`,
    phase: 'disk',
    title: `Make the file system of ${fileSystem.id} on ${path}`,
    argv: locked(disksOf(layout, fileSystem.partitions), [...maker(fileSystem), path]),
    timeoutMs: deadline.medium,
    leaves: 'formatted',
    ...(fileSystem.id === 'root' ? { doneWith: ROOT_MADE } : {}),
  };
}

/**
 * The root is kept by a continued install, and so is what it lies on; all else is made again, so that no loader is left.
 * Steps that make what is below the root have the same `doneWith`.
 */
export const ROOT_MADE = 'mkfs-root';

/** Takes away every mark of what new partitions held: mkfs leaves those of others, and blkid would be in two minds. */
function wipeSteps({ disks, fileSystems }: Layout): Step[] {
  const root = fileSystems.find(({ id }) => id === 'root')?.partitions ?? [];
  return disks.flatMap(({ identity, partitions }) =>
    partitions
      .filter(({ action }) => action === 'create' || action === 'format')
      .map(({ path }) => ({
        kind: 'command',
        id: `wipe-${path.split('/').at(-1) ?? ''}`,
        phase: 'disk',
        title: `Remove what ${path} held`,
        argv: locked([identity.path], ['wipefs', '--all', '--quiet', path]),
        timeoutMs: deadline.short,
        leaves: 'formatted',
        ...(root.includes(path) ? { doneWith: ROOT_MADE } : {}),
      })),
  );
}

const titles: Readonly<Record<string, string>> = {
  root: 'Mount the new root',
  boot: 'Mount the new /boot',
  esp: 'Mount the new EFI system partition',
};

/** Mounts one file system at its place below TARGET, or elsewhere. */
export function mountStep(
  fileSystem: PlannedFileSystem,
  target = `${TARGET}${fileSystem.mount === '/' ? '' : (fileSystem.mount ?? '')}`,
): Step {
  const { id, type, options } = fileSystem;
  const { boundFrom } = fileSystem;
  const common = {
    kind: 'mount',
    id: `mount-${id}`,
    phase: 'disk',
    title: titles[id] ?? `Mount the file system of ${id}`,
  } as const;
  if (boundFrom !== null)
    return { ...common, source: boundFrom, target, type: 'none', options: ['bind', ...options] };
  return {
    ...common,
    source: deviceOf(fileSystem),
    target,
    type,
    options: [type === 'vfat' ? 'umask=0077' : 'noatime', ...options],
  };
}

/** Mounts what the installed system finds below /var, there or at what stands for it now. */
export function dataMountSteps({ fileSystems }: Layout, varDirectory: string): Step[] {
  return dataMounts(fileSystems).map(({ id, fileSystem, mount, options }) => ({
    ...mountStep({ ...fileSystem, options: [...options] }, `${varDirectory}${mount.slice('/var'.length)}`),
    id: `mount-${id}`,
    title: `Mount the file system of ${mount}`,
  }));
}

/** bootc accepts a root with mount points in it and nothing else: the directories that wait for a mount must be some. */
function hideMountPoints({ fileSystems, mountedAt }: Layout): Step[] {
  return dataMounts(fileSystems).flatMap(({ fileSystem }) => {
    const { boundFrom } = fileSystem;
    if (boundFrom === null || mountedAt === null) return [];
    const step = mountStep(fileSystem, `${TARGET}${boundFrom.slice(mountedAt.length)}`);
    return [{ ...step, id: `hide-${fileSystem.id}` }];
  });
}

/** In a mount namespace of its own, which takes the mount with it however the command ends. */
const subvolumeScript =
  'mount -t btrfs "$1" /mnt && shift && for name; do btrfs subvolume create "/mnt/$name" || exit 1; done';

function subvolumeSteps(layout: Layout): Step[] {
  return layout.fileSystems
    .filter(({ action, subvolumes }) => action === 'make' && subvolumes.length > 0)
    .map((fileSystem) => ({
      kind: 'command',
      id: `subvolumes-${fileSystem.id}`,
      phase: 'disk',
      title: `Make the subvolumes of ${fileSystem.id}`,
      argv: locked(disksOf(layout, fileSystem.partitions), [
        'unshare',
        '--mount',
        '--',
        'sh',
        '-c',
        subvolumeScript,
        'sh',
        deviceOf(fileSystem),
        ...fileSystem.subvolumes.map(({ name }) => name),
      ]),
      timeoutMs: deadline.short,
    }));
}

export interface Format {
  /** bootc finds and mounts the ESP itself. */
  readonly mountEsp: boolean;
  /** bootc refuses a root with anything in it. */
  readonly emptyRoot: boolean;
  /** What makes and opens encrypted volumes (encryption-parts.ts). */
  readonly volumes: readonly Step[];
}

/** Write tables and file systems, and mount what the system itself is made of at TARGET. */
export function formatSteps(layout: Layout, { mountEsp, emptyRoot, volumes }: Format): Step[] {
  const { fileSystems } = layout;
  const isMounted = layout.mountedAt !== null;
  const mounts = ['root', 'boot', ...(mountEsp ? ['esp'] : [])].flatMap((id) =>
    fileSystems.filter((fileSystem) => fileSystem.id === id),
  );
  return [
    ...(isMounted
      ? []
      : [
          ...shrinkSteps(layout),
          ...tableSteps(layout),
          ...growSteps(layout),
          ...wipeSteps(layout),
          ...mirrorSteps(layout),
        ]),
    ...volumes,
    ...fileSystems.filter(({ action }) => action === 'make').map((fileSystem) => make(layout, fileSystem)),
    ...fileSystems.map((fileSystem) => readUuid(fileSystem.id, deviceOf(fileSystem))),
    ...subvolumeSteps(layout),
    ...mounts.map((fileSystem) =>
      mountStep({ ...fileSystem, options: optionsAt(fileSystem, fileSystem.mount ?? '') }),
    ),
    ...(isMounted && emptyRoot ? hideMountPoints(layout) : []),
  ];
}
