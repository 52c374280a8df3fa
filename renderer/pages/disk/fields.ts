// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { diskSelector } from '../../../core/request/disk-selector.ts';

/** Nothing is chosen for anyone: a disk that is erased is always a person's choice, and so is one that is in use. */
export const diskFields = z.object({
  disk: diskSelector.nullable(),
  /** What uses the disks of the install is ended when it begins. */
  release: z.boolean().default(false),
});
export type DiskFields = z.infer<typeof diskFields>;
export const noDisk: DiskFields = { disk: null, release: false };
