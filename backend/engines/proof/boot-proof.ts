// SPDX-License-Identifier: Apache-2.0
import { proofParams, type ProofParams } from '../../../core/plan/ostree/proof-step.ts';
import type { Action } from '../../execute/context.ts';
import { prove, type Proof } from './finding.ts';
import { proveSettings, proveUsers } from './prove-configuration.ts';
import { proveEntries, proveOrigin } from './prove-entries.ts';
import { proveBios, proveUefi } from './prove-loader.ts';
import { proveEncryption } from './prove-encryption.ts';
import { proveTrust } from './prove-trust.ts';
import { proveTable } from './prove-table.ts';

const proofs: readonly Proof<ProofParams>[] = [
  proveTable,
  proveEncryption,
  proveEntries,
  proveUefi,
  proveBios,
  proveOrigin,
  proveSettings,
  proveUsers,
  proveTrust,
];

/** Reads the finished target again; every finding of every part is told at once. */
export const bootProof: Action = (raw, context) => prove(proofs, proofParams.parse(raw), context);
