// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { rootFileSystem } from '../../../core/facts/image-content.ts';
import { diskSelector } from '../../../core/request/disk-selector.ts';
import { dataFileSystem, layoutRequest, partitionSelector } from '../../../core/request/layout-request.ts';

/** A disk beside that of the system: its mirror, or a place for data. Texts are as typed. */
export const furtherFields = z.object({
  disk: diskSelector,
  use: z.enum(['mirror', 'data']),
  /** Of data: where it is found in the installed system. */
  mount: z.string(),
  /** Of data: a file system that it is erased for, or a partition that is kept with what is on it. */
  content: z.union([dataFileSystem, partitionSelector]),
});
export type FurtherFields = z.infer<typeof furtherFields>;

export const layoutFields = z.object({
  /** Null: as the image wants. */
  rootFileSystem: rootFileSystem.nullable(),
  /** Null: nothing was chosen, which is an answer for an empty disk only. */
  layout: layoutRequest.nullable().default(null),
  /** Of free space: size of the root; empty: all of it. */
  size: z.string().default(''),
  further: z.array(furtherFields).default([]),
  /** Of an erased disk. */
  discard: z.boolean().default(false),
  /** The encrypted system that was opened to be looked at; null: none was. */
  opened: layoutRequest.nullable().default(null),
  swap: z.enum(['none', 'zram', 'file', 'partition']).default('none'),
  /** Empty: fitted to the machine. */
  swapSize: z.string().default(''),
  hibernate: z.boolean().default(false),
  /** Of a btrfs root; empty: none. */
  compression: z.string().default(''),
  /** Of a btrfs root, one a line: name and place. */
  subvolumes: z.string().default(''),
});
export type LayoutFields = z.infer<typeof layoutFields>;
export const noLayout: LayoutFields = layoutFields.parse({ rootFileSystem: null });

/** Name under which the service keeps what opens an encrypted system, and the request refers to it. */
export const SYSTEM_SECRET = 'system-passphrase';
