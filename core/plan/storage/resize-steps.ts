// SPDX-License-Identifier: Apache-2.0
import type { Step } from '../step.ts';
import { deadline } from '../target.ts';
import { fileSystemKind } from './check-resize.ts';
import type { Layout, LayoutDisk, PlannedPartition } from './layout.ts';
import { locked } from './locked.ts';

const KiB = 1024;

/**
 * btrfs is resized where it is mounted (btrfs-filesystem(8)): in a mount namespace of its own, which takes the mount
 * with it however the command ends. A device is given as size when the file system is to fill it.
 */
const btrfsScript =
  'mount -t btrfs "$1" /mnt && btrfs filesystem resize "$2" /mnt && sync --file-system /mnt';

type Argv = readonly [string, ...string[]];

interface Tool {
  readonly id: string;
  readonly title: string;
  readonly argv: Argv;
  readonly text?: string;
  readonly okExitCodes?: number[];
}

/** Checks first: a file system with faults is not resized (e2fsck(8): 1 is "errors were corrected"). */
function tools(p: PlannedPartition, to: number | null): Tool[] {
  const { path } = p;
  const how = to === null ? 'Let the file system fill' : 'Shrink the file system on';
  const title = `${how} ${path}`;
  switch (fileSystemKind(p.was?.fileSystem ?? null)) {
    case 'ntfs': {
      const size = to === null ? [] : ['--size', String(to)];
      return [
        {
          id: 'try',
          title: `Try whether ${path} can be resized`,
          argv: ['ntfsresize', '--no-action', ...size, path],
        },
        // It asks on a terminal or not; --force would also pass over a mark that a check is due (ntfsresize(8)).
        { id: 'resize', title, argv: ['ntfsresize', '--no-progress-bar', ...size, path], text: 'y\n' },
      ];
    }
    case 'btrfs':
      return [
        {
          id: 'resize',
          title,
          argv: [
            'unshare',
            '--mount',
            '--',
            'sh',
            '-c',
            btrfsScript,
            'sh',
            path,
            to === null ? 'max' : String(to),
          ],
        },
      ];
    case null:
    default:
      return [
        { id: 'check', title: `Check ${path}`, argv: ['e2fsck', '-f', '-p', path], okExitCodes: [0, 1] },
        { id: 'resize', title, argv: ['resize2fs', path, ...(to === null ? [] : [`${to / KiB}K`])] },
      ];
  }
}

function steps(disk: LayoutDisk, p: PlannedPartition, to: number | null): Step[] {
  return tools(p, to).map(({ id, title, argv, text, okExitCodes }) => ({
    kind: 'command',
    id: `${id}-content-${p.path.split('/').at(-1) ?? ''}`,
    phase: 'disk',
    title,
    argv: locked([disk.identity.path], argv),
    ...(text === undefined ? {} : { stdin: { text } }),
    ...(okExitCodes === undefined ? {} : { okExitCodes }),
    timeoutMs: deadline.long,
    doneWith: `resize-content-${p.path.split('/').at(-1) ?? ''}`,
    // Looking changes nothing; e2fsck may mend. Neither it nor resize2fs and ntfsresize minds a signal: after one
    // `e2fsck -p` says "UNEXPECTED INCONSISTENCY; RUN fsck MANUALLY" of the system that was to be kept.
    ...(id === 'try'
      ? {}
      : { leaves: to === null ? ('table-changed' as const) : ('shrunk' as const), uncut: true }),
  }));
}

function resized({ disks }: Layout): { disk: LayoutDisk; p: PlannedPartition }[] {
  return disks.flatMap((disk) =>
    disk.partitions.filter(({ action }) => action === 'resize').map((p) => ({ disk, p })),
  );
}

/** Makes file systems smaller: before the table is. */
export function shrinkSteps(layout: Layout): Step[] {
  return resized(layout)
    .filter(({ p }) => p.sizeBytes < (p.was?.sizeBytes ?? 0))
    .flatMap(({ disk, p }) => steps(disk, p, p.sizeBytes));
}

/** Makes file systems larger: after the table is. */
export function growSteps(layout: Layout): Step[] {
  return resized(layout)
    .filter(({ p }) => p.sizeBytes > (p.was?.sizeBytes ?? 0))
    .flatMap(({ disk, p }) => steps(disk, p, null));
}
