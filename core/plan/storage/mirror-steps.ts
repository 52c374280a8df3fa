// SPDX-License-Identifier: Apache-2.0
import type { Step } from '../step.ts';
import { deadline } from '../target.ts';
import type { Layout, PlannedFileSystem } from './layout.ts';
import { disksOf, locked } from './locked.ts';

function stepsFor(layout: Layout, { id, mirror, partitions }: PlannedFileSystem): Step[] {
  const [first] = partitions;
  if (mirror === null || first === undefined || layout.mountedAt !== null) return [];
  return [
    {
      kind: 'command',
      id: `mirror-${id}`,
      phase: 'disk',
      title: `Make a mirror of ${partitions.join(' and ')}`,
      argv: locked(disksOf(layout, partitions), [
        'mdadm',
        '--create',
        mirror.path,
        // It would ask about what was on the partitions before.
        '--run',
        '--level=1',
        `--raid-devices=${partitions.length}`,
        '--metadata=1.2',
        '--bitmap=internal',
        '--homehost=any',
        `--name=${mirror.name}`,
        ...partitions,
      ]),
      timeoutMs: deadline.short,
      leaves: 'formatted',
      undo: {
        what: `the mirror ${mirror.path} is still assembled`,
        // Nothing to stop, when it was never made: the kernel knows, and not the link, which udev makes later (md(4)).
        argv: [
          'sh',
          '-c',
          'mdadm --stop "$1" || ! grep --quiet " $2\\[" /proc/mdstat',
          'sh',
          mirror.path,
          first.replace(/^\/dev\//, ''),
        ],
      },
    },
    {
      kind: 'command',
      id: `wait-mirror-${id}`,
      phase: 'disk',
      title: `Wait for ${mirror.path} to appear`,
      argv: ['udevadm', 'wait', '--timeout=60', '--settle', mirror.path],
      timeoutMs: 2 * deadline.short,
    },
    {
      // Of a member blkid tells the UUID of the array.
      kind: 'command',
      id: `uuid-mirror-${id}`,
      phase: 'disk',
      title: `Read the UUID of the mirror ${mirror.path}`,
      argv: ['blkid', '--probe', '--output', 'value', '--match-tag', 'UUID', first],
      timeoutMs: deadline.short,
      capture: `${id}MirrorUuid`,
    },
  ];
}

/** Makes every mirror of the layout; stopped at the end, once nothing on it is mounted any more. */
export function mirrorSteps(layout: Layout): Step[] {
  return layout.fileSystems.flatMap((fileSystem) => stepsFor(layout, fileSystem));
}
