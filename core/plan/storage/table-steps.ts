// SPDX-License-Identifier: Apache-2.0
import type { Step } from '../step.ts';
import { deadline } from '../target.ts';
import { ofDisk } from './identity-steps.ts';
import type { Layout, LayoutDisk, PlannedPartition } from './layout.ts';
import { locked } from './locked.ts';
import { appendScript, newTableScript, resizeScript } from './table-script.ts';

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
    // No table brings back what was discarded.
    leaves: 'formatted',
    doneWith: ofDisk('disarm', index),
  };
}

/** Write a new table, without the boot code of the old one. */
function newTable(disk: LayoutDisk, index: number, isDiscarded: boolean): Step[] {
  const { path } = disk.identity;
  return [
    ...(disk.discard ? [discard(disk, index)] : []),
    {
      kind: 'command',
      id: ofDisk('partition', index),
      phase: 'disk',
      title: `Write a new partition table to ${path}`,
      // What the partitions hold is wiped right before they are formatted: until then undo-table brings all of it back.
      argv: ['sfdisk', '--lock=yes', '--wipe=always', '--wipe-partitions=never', path],
      stdin: { text: newTableScript(disk) },
      timeoutMs: deadline.short,
      leaves: isDiscarded ? 'formatted' : 'table-replaced',
      doneWith: ofDisk('disarm', index),
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
      doneWith: ofDisk('disarm', index),
    },
  ];
}

/** What is written anew into the entry of a partition; option: of sfdisk(8). */
function entryFields({
  entry,
}: PlannedPartition): { id: string; word: string; option: string; value: string }[] {
  const fields = [
    { id: 'type', word: 'type', option: '--part-type', value: entry?.typeGuid },
    { id: 'label', word: 'name', option: '--part-label', value: entry?.label },
    { id: 'flags', word: 'attributes', option: '--part-attrs', value: entry?.flags?.join(',') },
  ];
  return fields.flatMap(({ value, ...field }) => (value === undefined ? [] : [{ ...field, value }]));
}

/**
 * Changes a table that is kept, in the order in which each step has room for the next. Only what the layout names is
 * written: disk GUID, and place, type, UUID, name and attributes of all else stay.
 */
function changedTable(disk: LayoutDisk, index: number): Step[] {
  const { path } = disk.identity;
  const having = (action: PlannedPartition['action']): PlannedPartition[] =>
    disk.partitions.filter((p) => p.action === action);
  const [gone, resized, made] = [having('delete'), having('resize'), having('create')];
  const sfdisk = (id: string, title: string, options: readonly string[], text?: string): Step => ({
    kind: 'command',
    id,
    phase: 'disk',
    title,
    argv: ['sfdisk', '--lock=yes', ...options],
    ...(text === undefined ? {} : { stdin: { text } }),
    timeoutMs: deadline.short,
    leaves: 'table-changed',
    // Once done it cannot be done again: there is nothing to remove, and no room to add to.
    doneWith: id,
  });
  const numbers = gone.map(({ number }) => String(number));
  return [
    ...(gone.length === 0
      ? []
      : [sfdisk(ofDisk('delete', index), `Remove partitions of ${path}`, ['--delete', path, ...numbers])]),
    ...resized.map((p) =>
      sfdisk(
        ofDisk(`resize-${p.number}`, index),
        `Write the new size of ${p.path} into the table`,
        ['--wipe=never', '--wipe-partitions=never', '-N', String(p.number), path],
        resizeScript(disk, p),
      ),
    ),
    ...disk.partitions.flatMap((p) =>
      entryFields(p).map(({ id, word, option, value }) =>
        sfdisk(ofDisk(`${id}-${p.number}`, index), `Write the new ${word} of ${p.path} into the table`, [
          option,
          path,
          String(p.number),
          value,
        ]),
      ),
    ),
    ...(made.length === 0
      ? []
      : [
          sfdisk(
            ofDisk('partition', index),
            `Add partitions to the table of ${path}`,
            ['--append', '--wipe=never', '--wipe-partitions=never', path],
            appendScript(disk),
          ),
        ]),
  ];
}

/** Every table as the layout wants it, and its partitions there. */
export function tableSteps(layout: Layout): Step[] {
  // The state of a run is that of its worst disk.
  const isDiscarded = layout.disks.some(({ discard: isAsked }) => isAsked);
  return [
    ...layout.disks.flatMap((disk, index) =>
      disk.table === 'new' ? newTable(disk, index, isDiscarded) : changedTable(disk, index),
    ),
    waitForPartitions(layout),
  ];
}
