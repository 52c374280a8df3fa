// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import type { ProbeReport } from './probe-report.ts';

const status = z.object({
  deployments: z.array(
    z.object({
      booted: z.boolean(),
      origin: z.object({ image: z.string().nullable(), digest: z.string() }).nullable(),
    }),
  ),
});

/** The image of the running deployment and its digest, by particleos-system's own word: the command "status" of a probe. */
export function runningImage(report: ProbeReport): { image: string | null; digest: string } {
  const { deployments } = status.parse(JSON.parse(report.command('status').output));
  const origin = deployments.find(({ booted }) => booted)?.origin ?? null;
  if (origin === null) throw new Error('the running deployment has no origin');
  return origin;
}
