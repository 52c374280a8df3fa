// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';

export const imageFields = z.object({
  /** Null: the one on the medium, when there is one. */
  choice: z
    .union([
      z.object({ kind: z.literal('medium') }),
      z.object({ kind: z.literal('offered'), id: z.string() }),
      z.object({ kind: z.literal('own') }),
    ])
    .nullable(),
  reference: z.string(),
  track: z.string(),
  /** What the service answered to a sign-in: a path, no secret. */
  authFile: z.string().nullable(),
});
export type ImageFields = z.infer<typeof imageFields>;
export const noImage: ImageFields = { choice: null, reference: '', track: '', authFile: null };
