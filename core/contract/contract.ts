// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { factsSchema } from '../facts/facts.ts';
import { issueSchema } from '../issues/issue.ts';
import { planSchema } from '../plan/plan.ts';
import { signatureRequest } from '../request/request.ts';
import { runSchema } from '../run/run.ts';

const issues = z.array(issueSchema);

/**
 * The API table: what each verb takes and answers, one entry a verb. `--json` of the command line prints the output;
 * a service that faces talk to serves the same table. Types are inferred from it, never written twice.
 */
export const contract = {
  facts: {
    input: z.object({ image: z.string().optional(), signature: signatureRequest.optional() }),
    output: factsSchema,
  },
  check: { input: z.object({ request: z.string() }), output: z.object({ ok: z.boolean(), issues }) },
  plan: {
    input: z.object({ request: z.string() }),
    output: z.object({ hash: z.string().nullable(), plan: planSchema.nullable(), issues }),
  },
  apply: {
    input: z.object({ request: z.string(), planHash: z.string() }),
    output: z.union([runSchema, z.object({ state: z.literal('refused'), issues })]),
  },
  status: { input: z.object({}), output: runSchema },
} as const;

export type Verb = keyof typeof contract;
export type Input<V extends Verb> = z.infer<(typeof contract)[V]['input']>;
export type Output<V extends Verb> = z.infer<(typeof contract)[V]['output']>;
