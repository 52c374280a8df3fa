// SPDX-License-Identifier: Apache-2.0
import type { Facts } from '../facts/facts.ts';
import { proxyParams } from './ostree/image-steps.ts';
import type { PlanInput } from './plan-input.ts';
import type { Step } from './step.ts';
import { DEPLOYMENT, TARGET } from './target.ts';
import { literal, literalDeep } from './template.ts';

/** Where containers/image reads them (containers-policy.json(5), containers-registries.d(5)), below /etc. */
const POLICY_FILE = 'containers/policy.json';
const REGISTRIES_FILE = 'containers/registries.d/particleos.yaml';

function write(id: string, title: string, path: string, content: string): Step {
  return {
    kind: 'write',
    id,
    phase: 'configure',
    title,
    path: `${DEPLOYMENT}/etc/${path}`,
    content: literal(content),
    mode: 0o644,
    within: TARGET,
  };
}

/** What the installed system's /etc holds its updates to, by path; empty when nothing was asked for. */
export function trustFiles({ trust }: Pick<Facts, 'trust'>): Record<string, string> {
  if (trust?.files == null) return {};
  return { [POLICY_FILE]: trust.files.policy, [REGISTRIES_FILE]: trust.files.registries };
}

/**
 * Before anything is written the signature is checked once more, of the very digest that is installed; the installed
 * system holds its updates to the same policy. Keys are public, so they stand in the plan.
 */
export function trustSteps({
  facts,
  request,
  source,
  image,
}: Pick<PlanInput, 'request' | 'source' | 'image'> & { readonly facts: Pick<Facts, 'trust'> }): {
  look: Step[];
  keep: Step[];
} {
  const files = facts.trust?.files ?? null;
  if (files === null) return { look: [], keep: [] };
  const { authFile, certDir, proxy } = request.image ?? {};
  const { digest, layers } = image;
  const access = {
    ...(authFile === undefined ? {} : { authFile }),
    ...(certDir === undefined ? {} : { certDir }),
    ...proxyParams(proxy),
  };
  return {
    look: [
      {
        kind: 'action',
        id: 'verify-signature',
        phase: 'verify',
        title: 'Check who signed the image',
        action: 'verify-signature',
        params: literalDeep({ source, image: { digest, layers }, access, files }),
      },
    ],
    keep: [
      write('policy', 'Accept the same signatures for updates', POLICY_FILE, files.policy),
      write('signatures', 'Look for signatures beside the images', REGISTRIES_FILE, files.registries),
    ],
  };
}
