// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { rootFileSystem } from '../../../core/facts/image-content.ts';

/** Null: as the image wants. */
export const layoutFields = z.object({ rootFileSystem: rootFileSystem.nullable() });
export type LayoutFields = z.infer<typeof layoutFields>;
export const noLayout: LayoutFields = { rootFileSystem: null };
