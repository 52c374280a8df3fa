// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { diskState } from '../plan/step.ts';

/** An install that was begun on a disk of this machine and did not succeed, as its journal tells. */
export const unfinishedSchema = z.object({
  runId: z.string(),
  /** Node of the disk now, e.g. "/dev/vda". */
  disk: z.string(),
  begunAt: z.string(),
  planHash: z.string(),
  image: z.object({ source: z.string(), digest: z.string() }),
  /** The step that had begun last; null: none. */
  stepId: z.string().nullable(),
  diskState,
  /** Null: it was cut off, by a power cut or a crash. */
  ended: z.object({ state: z.enum(['failed', 'cancelled']), code: z.string().nullable() }).nullable(),
});
export type Unfinished = z.infer<typeof unfinishedSchema>;

/** One of them in words. */
export function describeUnfinished(found: Unfinished): string {
  const { ended } = found;
  const how =
    ended === null
      ? 'was cut off'
      : ended.state === 'cancelled'
        ? 'was cancelled'
        : `failed${ended.code === null ? '' : ` [${ended.code}]`}`;
  const at = found.stepId === null ? '' : ` at the step "${found.stepId}"`;
  return `An install of ${found.image.source} to ${found.disk}, begun ${found.begunAt}, ${how}${at}.`;
}
