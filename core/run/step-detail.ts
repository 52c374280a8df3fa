// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';

/** What a long step is at, as a code; faces translate it. */
export const stepDetail = z.enum([
  'bootc-start',
  'bootc-disk',
  'bootc-file-systems',
  'bootc-image',
  'bootc-loader',
  'bootc-finish',
]);
export type StepDetail = z.infer<typeof stepDetail>;

/** English words for a line of progress, after the title of the step. */
export const stepDetailWords: Readonly<Record<StepDetail, string>> = {
  'bootc-start': 'looking at the image',
  'bootc-disk': 'making partitions',
  'bootc-file-systems': 'making file systems',
  'bootc-image': 'writing the system',
  'bootc-loader': 'installing the boot loader',
  'bootc-finish': 'bringing everything to the disk',
};
