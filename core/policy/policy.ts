// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';

/** One condition an image must meet; what else it holds is for containers/image to judge. */
const requirement = z.looseObject({ type: z.string() });
const requirements = z.array(requirement).min(1);
export type Requirement = z.infer<typeof requirement>;

/** containers-policy.json(5), as far as it is read here: containers/image itself is stricter. */
export const policySchema = z.object({
  default: requirements,
  transports: z.record(z.string(), z.record(z.string(), requirements)).optional(),
});
export type Policy = z.infer<typeof policySchema>;
