// SPDX-License-Identifier: Apache-2.0
import type { PlannedFileSystem } from './layout.ts';

/** Options that a file system is mounted with where it stands for `mount`: the subvolume, then its own. */
export function optionsAt({ subvolumes, options }: PlannedFileSystem, mount: string): string[] {
  const subvolume = subvolumes.find((candidate) => candidate.mount === mount);
  return [...(subvolume === undefined ? [] : [`subvol=${subvolume.name}`]), ...options];
}
