// SPDX-License-Identifier: Apache-2.0
import { literal } from '../template.ts';
import { dataMounts, type DataMount } from './data-mounts.ts';
import { espTwins } from './esp-twins.ts';
import { fileSystemOf, type Layout } from './layout.ts';
import { SWAP_FILE } from './swap-steps.ts';

/** A file fstab(5), with holes for the UUIDs. */
export interface Fstab {
  readonly content: string;
  /** Ids of the file systems whose UUIDs it names. */
  readonly ids: readonly string[];
}

/** ext4 is checked when it is due, after the root; the others have nothing to check at start (fsck.btrfs(8), fsck.xfs(8)). */
function dataLine({ fileSystem: { id, type }, mount, options }: DataMount): string {
  const passes = type === 'ext4' ? 2 : 0;
  return `UUID={{${id}Uuid}} ${mount} ${type} ${['defaults', ...options].join(',')} 0 ${passes}`;
}

/**
 * A disk of a mirror that was pulled takes its ESP with it, and the system must start all the same: nothing waits for what
 * is nofail (systemd.mount(5)). So it has systemd's own time to appear in: that begins before udev does, and on a busy
 * machine ten seconds were too few for the ESP of a whole mirror.
 */
function ownLine(layout: Layout, id: string): string {
  const line = ownLines[id] ?? '';
  return id === 'esp' && espTwins(layout).length > 0 ? line.replace(' 0 2', ',nofail 0 2') : line;
}

function swapLines(layout: Layout): string[] {
  return [
    ...(fileSystemOf(layout, 'swap') === undefined ? [] : ['UUID={{swapUuid}} none swap defaults 0 0']),
    ...(layout.swapFileBytes === 0 ? [] : [`${SWAP_FILE} none swap defaults 0 0`]),
  ];
}

const ownLines: Readonly<Record<string, string>> = {
  boot: 'UUID={{bootUuid}} /boot ext4 defaults,nosuid,nodev 0 2',
  esp: 'UUID={{espUuid}} /boot/efi vfat umask=0077,shortname=winnt,nosuid,nodev,noexec 0 2',
};

/**
 * What the installed system mounts beside its root, which is found by root= and made by ostree
 * (ostree-prepare-root(1)). all: /boot and the ESP too. Null: there is nothing to say.
 */
export function fstabOf(layout: Layout, which: 'all' | 'data'): Fstab | null {
  const own = which === 'all' ? ['boot', 'esp'].filter((id) => fileSystemOf(layout, id) !== undefined) : [];
  const data = dataMounts(layout.fileSystems);
  const taken = layout.takenOver?.mounts.map(({ line }) => literal(line)) ?? [];
  const lines = [
    ...own.map((id) => ownLine(layout, id)),
    ...data.map(dataLine),
    ...swapLines(layout),
    ...taken,
  ];
  if (lines.length === 0) return null;
  const head =
    '# Written by the ParticleOS installer. The root file system is given by the kernel argument root=.';
  return {
    content: [head, ...lines, ''].join('\n'),
    ids: [...own, ...new Set(data.map(({ fileSystem }) => fileSystem.id))],
  };
}
