// SPDX-License-Identifier: Apache-2.0
import { IssueError } from '../../../core/issues/issue-error.ts';
import { errorIssue } from '../../../core/issues/issue.ts';
import { proofParams, type ProofParams } from '../../../core/plan/ostree/proof-step.ts';
import type { Action } from '../../execute/context.ts';
import type { Proof } from './finding.ts';
import { proveSettings, proveUsers } from './prove-configuration.ts';
import { proveEntries, proveOrigin } from './prove-entries.ts';
import { proveBios, proveUefi } from './prove-loader.ts';
import { proveTable } from './prove-table.ts';

const proofs: readonly Proof<ProofParams>[] = [
  proveTable,
  proveEntries,
  proveUefi,
  proveBios,
  proveOrigin,
  proveSettings,
  proveUsers,
];

/** Reads the finished target again; every finding of every part is told at once. */
export const bootProof: Action = async (raw, context) => {
  const params = proofParams.parse(raw);
  const findings: string[] = [];
  for (const prove of proofs) findings.push(...(await prove(params, context)));
  context.log({ event: 'boot-proof', findings });
  if (findings.length > 0)
    throw new IssueError(errorIssue('proof-failed', [], { what: findings.join('; ') }));
  return 'passed';
};
