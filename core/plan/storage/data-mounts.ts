// SPDX-License-Identifier: Apache-2.0
import type { PlannedFileSystem } from './layout.ts';
import { optionsAt } from './root-options.ts';

/** A file system, or a subvolume of one, that is mounted into the installed system's /var. */
export interface DataMount {
  /** Names its steps: "data1", or "root:var:home" for a subvolume of the root; no path has a colon (dataMount). */
  readonly id: string;
  readonly fileSystem: PlannedFileSystem;
  readonly mount: string;
  readonly options: readonly string[];
}

function isData(mount: string | null): mount is string {
  return mount === '/var' || mount?.startsWith('/var/') === true;
}

/** Everything below /var that is mounted there, outer ones first. */
export function dataMounts(fileSystems: readonly PlannedFileSystem[]): DataMount[] {
  const own = fileSystems.flatMap((fileSystem): DataMount[] => {
    const { id, mount, options } = fileSystem;
    return isData(mount) ? [{ id, fileSystem, mount, options }] : [];
  });
  const subvolumes = fileSystems.flatMap((fileSystem) =>
    fileSystem.subvolumes.flatMap(({ mount }): DataMount[] =>
      isData(mount)
        ? [
            {
              id: `${fileSystem.id}${mount.replaceAll('/', ':')}`,
              fileSystem,
              mount,
              options: optionsAt(fileSystem, mount),
            },
          ]
        : [],
    ),
  );
  return [...own, ...subvolumes].sort((a, b) => a.mount.length - b.mount.length);
}
