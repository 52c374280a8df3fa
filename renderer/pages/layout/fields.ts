// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { rootFileSystem } from '../../../core/facts/image-content.ts';
import { diskSelector } from '../../../core/request/disk-selector.ts';
import { layoutRequest } from '../../../core/request/layout-request.ts';

export const layoutFields = z.object({
  /** Null: as the image wants. */
  rootFileSystem: rootFileSystem.nullable(),
  /** Null: nothing was chosen, which is an answer for an empty disk only. */
  layout: layoutRequest.nullable().default(null),
  /** A further disk, and what for; of an erased disk only. */
  second: z
    .object({ disk: diskSelector, use: z.enum(['mirror', 'home']) })
    .nullable()
    .default(null),
  /** The encrypted system that was opened to be looked at; null: none was. */
  opened: layoutRequest.nullable().default(null),
  swap: z.enum(['none', 'zram', 'file', 'partition']).default('none'),
});
export type LayoutFields = z.infer<typeof layoutFields>;
export const noLayout: LayoutFields = {
  rootFileSystem: null,
  layout: null,
  second: null,
  opened: null,
  swap: 'none',
};

/** Name under which the service keeps what opens an encrypted system, and the request refers to it. */
export const SYSTEM_SECRET = 'system-passphrase';
