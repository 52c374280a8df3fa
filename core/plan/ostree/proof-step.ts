// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { imageFactsSchema } from '../../facts/facts.ts';
import type { Configured } from '../configure-steps.ts';
import type { Step } from '../step.ts';
import { systemProof, systemProofOf, type Proved } from '../system-proof.ts';
import { DEPLOYMENT, TARGET } from '../target.ts';
import { literalDeep } from '../template.ts';

export const proofParams = systemProof.extend({
  target: z.string(),
  loaders: imageFactsSchema.shape.loaders,
  /** Deployments of before have entries too. */
  severalEntries: z.boolean(),
});
/** What a target finished by the ostree engine must show when it is read again. */
export type ProofParams = z.infer<typeof proofParams>;

/** The boot proof: re-read the target before "done"; a finding is a failure with its reason. */
export function proofStep(proved: Proved, where: Configured): Step {
  const params: ProofParams = {
    ...systemProofOf(proved, { ...where, usr: `${DEPLOYMENT}/usr`, foreignTable: false }),
    target: TARGET,
    loaders: literalDeep(proved.image.loaders),
    severalEntries: proved.layout.stateroot?.place === 'beside',
  };
  return {
    kind: 'action',
    id: 'boot-proof',
    phase: 'proof',
    title: 'Read the finished system again',
    action: 'boot-proof',
    params,
  };
}
