// SPDX-License-Identifier: Apache-2.0
import type { FoundFiles } from './found-files.ts';

/** One file system that was looked into, and where on the disk it lies. */
export interface Look {
  /** Kernel name of the partition it is on, under whatever is unlocked or assembled there; or of the whole disk. */
  readonly partition: string;
  /** UUID of the file system. */
  readonly uuid: string | null;
  readonly found: FoundFiles;
}
