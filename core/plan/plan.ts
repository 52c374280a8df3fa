// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { diskIdentitySchema } from '../facts/disk-identity.ts';
import { layoutSchema } from './storage/layout.ts';
import { planTrustSchema } from './trust.ts';
import { stepSchema } from './step.ts';

/**
 * What will happen: pinned to one disk by identity and one image by digest. Holds no secret,
 * only names of secrets, so it can be shown, logged and attached to a bug report.
 */
export const planSchema = z.object({
  schema: z.literal(1),
  engine: z.enum(['ostree', 'bootc']),
  /** Why this engine, in words for the review. */
  engineReason: z.string(),
  /** The disk that the firmware starts from. */
  disk: diskIdentitySchema,
  /** Every further disk that is touched. */
  otherDisks: z.array(diskIdentitySchema),
  /** What is lost, one line per partition or content, as found now. */
  lost: z.array(z.string()),
  layout: layoutSchema,
  image: z.object({ source: z.string(), digest: z.string(), track: z.string().nullable() }),
  trust: planTrustSchema,
  /** Names of the secrets that apply needs. */
  secrets: z.array(z.string()),
  after: z.enum(['reboot', 'poweroff', 'stay']),
  steps: z.array(stepSchema),
});
export type Plan = z.infer<typeof planSchema>;
