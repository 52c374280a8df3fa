// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { issueSchema } from '../issues/issue.ts';
import { diskState, phase } from '../plan/step.ts';
import { stepDetail } from './step-detail.ts';
import { systemStatus } from './system-status.ts';

export const progressSchema = z.object({
  phase,
  /** Step at hand, as in the plan. */
  stepId: z.string(),
  title: z.string(),
  /** Share of the whole run that is done, 0..1; never goes backwards. */
  fraction: z.number(),
  /** Bytes of the step at hand, where they are known. */
  doneBytes: z.number().nullable(),
  totalBytes: z.number().nullable(),
  /** What the step is at, where it says so. */
  detail: stepDetail.nullable(),
  /** Seconds to the end of the run; null while nobody can know. What is told never grows. */
  remainingSeconds: z.number().nullable(),
});
export type Progress = z.infer<typeof progressSchema>;

const ended = {
  /** Wall time of the run in milliseconds. */
  durationMs: z.number(),
  /** Seconds and bytes of each phase that began, in order. */
  phases: z.array(z.object({ phase, durationMs: z.number(), bytes: z.number().nullable() })),
  disk: diskState,
  /** What could not be cleaned up; empty is the rule. */
  leftovers: z.array(z.string()),
};

/** How an install goes: a snapshot, complete in itself. */
export const runSchema = z.discriminatedUnion('state', [
  /** No run is known here; on an installed system that bootc updates, what it says of itself. */
  z.object({ state: z.literal('idle'), system: systemStatus.optional() }),
  z.object({ state: z.literal('running'), progress: progressSchema, disk: diskState }),
  z.object({ state: z.literal('succeeded'), warnings: z.array(issueSchema), ...ended }),
  z.object({ state: z.literal('failed'), stepId: z.string(), issues: z.array(issueSchema), ...ended }),
  z.object({ state: z.literal('cancelled'), stepId: z.string(), ...ended }),
]);
export type Run = z.infer<typeof runSchema>;
export type EndedRun = Extract<Run, { durationMs: number }>;
