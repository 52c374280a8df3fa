// SPDX-License-Identifier: Apache-2.0
import { bootcProofParams, type BootcProofParams } from '../../../core/plan/bootc/bootc-proof-step.ts';
import type { Action } from '../../execute/context.ts';
import { prove, type Proof } from '../proof/finding.ts';
import { proveSettings, proveUsers } from '../proof/prove-configuration.ts';
import { proveEncryption } from '../proof/prove-encryption.ts';
import { proveTrust } from '../proof/prove-trust.ts';
import { proveTable } from '../proof/prove-table.ts';
import { proveBls } from './prove-bls.ts';
import { proveEsp } from './prove-esp.ts';
import { proveOrigin } from './prove-origin.ts';

const proofs: readonly Proof<BootcProofParams>[] = [
  proveTable,
  proveEncryption,
  proveEsp,
  proveBls,
  proveOrigin,
  proveSettings,
  proveUsers,
  proveTrust,
];

/** Reads a target again that bootc finished; every finding of every part is told at once. */
export const bootcProof: Action = (raw, context) => prove(proofs, bootcProofParams.parse(raw), context);
