// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { diskSchema } from '../facts/facts.ts';
import { diskState } from '../plan/step.ts';
import { requestSchema } from '../request/request.ts';
import { tableBackup } from './table-backup.ts';

/** Ids as plans give them; a journal comes from a disk, and nothing on a disk is trusted to be printable. */
const stepId = z.string().regex(/^[\w:.-]{1,128}$/);
const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const printable = z
  .string()
  .max(1024)
  .regex(/^\P{Cc}*$/u);

export const journalBegin = z.object({
  event: z.literal('begin'),
  /** Identifies the run, 16 hexadecimal digits. */
  runId: z.string().regex(/^[0-9a-f]{16}$/),
  at: z.iso.datetime(),
  planHash: z.string().regex(/^[0-9a-f]{64}$/),
  engine: z.enum(['ostree', 'bootc']),
  image: z.object({ source: printable, digest }),
  /** The disk as it was found before the first write: with it the same plan can be made again. */
  disk: diskSchema,
  /** Every further disk that is touched, as it was found. Earlier versions noted none. */
  otherDisks: z.array(diskSchema).default([]),
  /** Without secrets (requestWithoutSecrets); null: it was too long, or needs a secret that has no name. */
  request: requestSchema.nullable(),
});
export type JournalBegin = z.infer<typeof journalBegin>;

export const journalRecord = z.discriminatedUnion('event', [
  journalBegin,
  /** The table that the first step replaces. */
  z.object({ event: z.literal('table-backup'), backup: tableBackup }),
  /** A step begins; the disk is in that state from now on. */
  z.object({ event: z.literal('step'), id: stepId, disk: diskState }),
  /** A step is done and on the disk for good. Only of steps that others name as `doneWith`. */
  z.object({ event: z.literal('done'), id: stepId }),
  /** The run went on at a later start; only these steps still count as done. */
  z.object({ event: z.literal('continued'), at: z.iso.datetime(), kept: z.array(stepId) }),
  /** The run ended by itself without success. */
  z.object({
    event: z.literal('end'),
    state: z.enum(['failed', 'cancelled']),
    id: stepId.or(z.literal('')),
    code: z
      .string()
      .regex(/^[\w-]{1,64}$/)
      .nullable(),
  }),
]);
/** One record of the journal of a run. It holds no secret and no command: what is done is always planned anew. */
export type JournalRecord = z.infer<typeof journalRecord>;
