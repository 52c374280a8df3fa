// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';

/** One deployment of a running system, whoever manages it. */
export const systemDeployment = z.object({
  /** ostree: "<checksum>.<serial>"; composefs: the digest of its tree. */
  id: z.string(),
  backend: z.enum(['ostree', 'composefs']),
  booted: z.boolean(),
  /** Made, but not yet in the boot menu. */
  staged: z.boolean(),
  /** The next boot starts it. */
  next: z.boolean(),
  version: z.string().nullable(),
  /** What it follows (null: nothing), what it came from, and the digest of that; null: not known. */
  origin: z.object({ image: z.string().nullable(), source: z.string(), digest: z.string() }).nullable(),
});
export type SystemDeployment = z.infer<typeof systemDeployment>;

/** What an installed system says of itself; the deployment that runs is among them. */
export const systemStatus = z.object({
  /** What updates it: bootc, or our own code on ostree. */
  updater: z.enum(['bootc', 'ostree']),
  deployments: z.array(systemDeployment),
  /** Files of the loader on the EFI system partition that are not the running system's; null: not ours to renew. */
  outdatedLoader: z.array(z.string()).nullable(),
});
export type SystemStatus = z.infer<typeof systemStatus>;
