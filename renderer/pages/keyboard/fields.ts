// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';

/** Null: as the live system has it. */
export const keyboardFields = z.object({ layout: z.string().nullable(), variant: z.string().nullable() });
export type KeyboardFields = z.infer<typeof keyboardFields>;
export const noKeyboard: KeyboardFields = { layout: null, variant: null };
