// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { diskSelector } from '../../../core/request/disk-selector.ts';

/** Nothing is chosen for anyone: a disk that is erased is always a person's choice. */
export const diskFields = z.object({ disk: diskSelector.nullable() });
export type DiskFields = z.infer<typeof diskFields>;
export const noDisk: DiskFields = { disk: null };
