// SPDX-License-Identifier: Apache-2.0
import type { Step } from '../step.ts';
import { deadline } from '../target.ts';
import { ofDisk } from './identity-steps.ts';
import type { Layout, LayoutDisk } from './layout.ts';
import { locked } from './locked.ts';
import { newTableScript } from './table-script.ts';

/** udev has seen the partitions, and their nodes are there. */
export function waitForPartitions({ disks }: Layout): Step {
  const paths = disks.flatMap(({ partitions }) =>
    partitions.filter(({ action }) => action !== 'delete').map(({ path }) => path),
  );
  return {
    kind: 'command',
    id: 'wait-partitions',
    phase: 'disk',
    title: 'Wait for the partitions to appear',
    argv: ['udevadm', 'wait', '--timeout=60', '--settle', ...paths],
    timeoutMs: 2 * deadline.short,
  };
}

function discard({ identity: { path } }: LayoutDisk, index: number): Step {
  return {
    kind: 'command',
    id: ofDisk('discard', index),
    phase: 'disk',
    title: `Tell ${path} that nothing on it is used any more`,
    argv: locked([path], ['blkdiscard', '--force', path]),
    timeoutMs: deadline.medium,
    leaves: 'table-replaced',
  };
}

/** Write a new table, without the boot code of the old one. */
function newTable(disk: LayoutDisk, index: number): Step[] {
  const { path } = disk.identity;
  return [
    ...(disk.discard ? [discard(disk, index)] : []),
    {
      kind: 'command',
      id: ofDisk('partition', index),
      phase: 'disk',
      title: `Write a new partition table to ${path}`,
      argv: ['sfdisk', '--lock=yes', '--wipe=always', '--wipe-partitions=always', path],
      stdin: { text: newTableScript(disk) },
      timeoutMs: deadline.short,
      leaves: 'table-replaced',
    },
    {
      // sfdisk keeps the boot code of the old MBR: without this a half-written disk would start the old loader's stage 1.
      kind: 'command',
      id: ofDisk('disarm', index),
      phase: 'disk',
      title: 'Remove the old boot code',
      argv: locked(
        [path],
        ['dd', 'if=/dev/zero', `of=${path}`, 'bs=440', 'count=1', 'conv=notrunc,fsync', 'status=none'],
      ),
      timeoutMs: deadline.short,
    },
  ];
}

/** Every table as the layout wants it, and its partitions there. */
export function tableSteps(layout: Layout): Step[] {
  return [
    ...layout.disks.flatMap((disk, index) => (disk.table === 'new' ? newTable(disk, index) : [])),
    waitForPartitions(layout),
  ];
}
