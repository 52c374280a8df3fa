// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { issueSchema } from '../issues/issue.ts';

/** What vouches for the image, as asked for by image.signature, and whether it does. */
export const trustFactsSchema = z.object({
  by: z.enum(['publicKey', 'policy']),
  /** The file that was named. */
  file: z.string(),
  /** SHA-256 of the key's SubjectPublicKeyInfo in hexadecimal digits; null for a policy. */
  fingerprint: z.string().nullable(),
  /** True: the image is accepted, because of a signature. False: refused, unchecked, or accepted without one. */
  verified: z.boolean(),
  /** Why the image is not accepted, or could not be judged; null: it is accepted. */
  refusal: issueSchema.nullable(),
  /** What the image was held to and updates will be; null when the named file could not be read. */
  files: z
    .object({
      /** containers-policy.json(5), keys included. */
      policy: z.string(),
      /** containers-registries.d(5): signatures of the repositories are looked for beside the images. */
      registries: z.string(),
    })
    .nullable(),
});
export type TrustFacts = z.infer<typeof trustFactsSchema>;
