// SPDX-License-Identifier: Apache-2.0
import { rootFileSystem } from '../facts/image-content.ts';
import type { Issue } from '../issues/issue.ts';
import type { Request } from '../request/request.ts';
import { rootOf, type CalamaresStorage } from './calamares-storage.ts';
import { unmapped } from './calamares-unmapped.ts';

/**
 * The file system that was chosen for the system; undefined: the image's own. The page offers a choice where its
 * configuration knows several; what it has without one says nothing about the image. By hand it is in the layout.
 */
export function calamaresRootFileSystem(storage: CalamaresStorage): Request['rootFileSystem'] | Issue {
  const { partitionChoices, particleos, defaultFileSystemType } = storage;
  const fs = rootOf(storage)?.fs;
  if (partitionChoices?.install === 'manual' || particleos?.layout === 'mounted') return undefined;
  if (fs === undefined || defaultFileSystemType === undefined || fs === defaultFileSystemType)
    return undefined;
  const known = rootFileSystem.safeParse(fs);
  return known.success ? known.data : unmapped(`the file system ${fs} at /`);
}
