// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { parseBootcAleph, parseBootcOrigin } from '../../../core/plan/bootc/bootc-origin.ts';
import type { BootcProofParams } from '../../../core/plan/bootc/bootc-proof-step.ts';
import { textOf, type Proof } from '../proof/finding.ts';
import { checkInstalledBootc } from '../proof/prove-bootc-origin.ts';

/** The origin of a composefs deployment stands in it, that of an ostree one beside it. */
function originPath({ backend, deployment }: BootcProofParams): string {
  const name = deployment.split('/').at(-1) ?? '';
  return backend === 'composefs' ? join(deployment, `${name}.origin`) : `${deployment}.origin`;
}

/** bootc has written down what was asked for: where updates come from, and which image this is. */
export const proveOrigin: Proof<BootcProofParams> = async (params) => {
  const [origin, aleph] = await Promise.all([
    textOf(originPath(params)),
    textOf(join(params.target, '.bootc-aleph.json')),
  ]);
  const { backend, targetImage, enforcePolicy, storedDigest } = params;
  return checkInstalledBootc(
    {
      origin: origin === null ? null : parseBootcOrigin(origin),
      aleph: aleph === null ? null : parseBootcAleph(aleph),
    },
    { backend, targetImage, enforcePolicy, digest: storedDigest ? null : params.digest },
  );
};
