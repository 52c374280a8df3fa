// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';

/** Null: proposed from the language. */
export const placeFields = z.object({ zone: z.string().nullable(), locale: z.string().nullable() });
export type PlaceFields = z.infer<typeof placeFields>;
export const noPlace: PlaceFields = { zone: null, locale: null };
