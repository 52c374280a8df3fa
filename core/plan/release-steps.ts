// SPDX-License-Identifier: Apache-2.0
import type { Disk, Facts, Holder } from '../facts/facts.ts';
import type { Volume } from '../facts/storage-facts.ts';
import type { Step } from './step.ts';
import { deadline } from './target.ts';

/** Where desktops and people mount what they look at for a while; anything else is part of the running system. */
const PASSING = /^\/(media|run\/media|mnt)(\/|$)/;

type Argv = readonly [string, ...string[]];

function close(volume: Volume): readonly [title: string, argv: Argv] | null {
  switch (volume.kind) {
    case 'luks':
      return [`Close the encrypted volume ${volume.name}`, ['cryptsetup', 'close', volume.name]];
    case 'md':
      return [`Stop the RAID array ${volume.name}`, ['mdadm', '--stop', volume.path]];
    case 'lvm':
      return [`Deactivate the logical volume ${volume.name}`, ['lvchange', '--activate', 'n', volume.path]];
    case 'device-mapper':
      return null;
  }
}

/** How one holder lets go of the disk; null: it is not ours to end. */
function release(holder: Holder, volumes: readonly Volume[]): readonly [title: string, argv: Argv] | null {
  const node = `/dev/${holder.device}`;
  if (holder.kind === 'swap')
    return [`Switch off the swap on ${holder.device}`, ['swapoff', nodeOf(holder, volumes) ?? node]];
  if (holder.kind === 'mount')
    return PASSING.test(holder.name)
      ? [`Unmount ${holder.device} from ${holder.name}`, ['umount', holder.name]]
      : null;
  const volume = volumes.find(({ name, path }) => name === holder.name || path.endsWith(`/${holder.name}`));
  return volume === undefined ? null : close(volume);
}

/** A volume's node is not below /dev by its name alone. */
function nodeOf({ device }: Holder, volumes: readonly Volume[]): string | undefined {
  return volumes.find(({ name }) => name === device)?.path;
}

/** Holders that cannot be released: they stay a reason to refuse the disk. */
export function unreleasable(disk: Disk, { volumes }: Pick<Facts, 'volumes'>): Holder[] {
  return disk.holders.filter((holder) => release(holder, volumes) === null);
}

/** The steps of a plan with those that let go of its disks first; before the tables are noted. */
export function withRelease(
  steps: readonly Step[],
  disks: readonly Disk[],
  facts: Pick<Facts, 'volumes'>,
): Step[] {
  const release = new Map<string, Step>();
  // What lies on several of the disks is let go of once.
  for (const step of disks.flatMap((disk) => releaseSteps(disk, facts)))
    if (!release.has(step.title)) release.set(step.title, step);
  const at = steps.findIndex(({ id }) => id === 'backup-table');
  // What comes next of what counts: once that was done, the disk had been let go of.
  const doneWith = steps.slice(at).find((step) => step.doneWith !== undefined)?.doneWith;
  const numbered = [...release.values()].map((step, index) => ({
    ...step,
    id: `release-${index + 1}`,
    ...(doneWith === undefined ? {} : { doneWith }),
  }));
  return [...steps.slice(0, at), ...numbered, ...steps.slice(at)];
}

/** Let go of the disk: what lies on top first, which the probe lists last. A continued install has done it. */
function releaseSteps(disk: Disk, { volumes }: Pick<Facts, 'volumes'>): Step[] {
  return disk.holders.toReversed().flatMap((holder): Step[] => {
    const how = release(holder, volumes);
    if (how === null) return [];
    const [title, argv] = how;
    return [
      {
        kind: 'command',
        id: 'release',
        phase: 'disk',
        title,
        argv: [...argv],
        timeoutMs: deadline.short,
      },
    ];
  });
}
