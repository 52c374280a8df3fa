// SPDX-License-Identifier: Apache-2.0
import { splitReference, type ImageReference } from '../request/image-reference.ts';
import type { Request } from '../request/request.ts';
import type { Phase, Step } from './step.ts';
import { proxyParams } from './ostree/image-steps.ts';
import { bootcDropIn } from './proxy-file.ts';
import { DEPLOYMENT, TARGET } from './target.ts';
import { literal, literalDeep } from './template.ts';

const tellBootc: Step = {
  kind: 'write',
  id: 'proxy-of-bootc',
  phase: 'configure',
  title: "Tell bootc's own updates of the proxy",
  path: `${DEPLOYMENT}/etc/${bootcDropIn.path}`,
  content: literal(bootcDropIn.content),
  mode: 0o644,
  within: TARGET,
};

/**
 * Puts the access to the followed registry into the installed system, when that was asked for. What is in the files
 * never stands in a plan: the first step only looks whether they are of use, before anything is written. updater: what
 * updates the system; bootc also does so by a unit, which is told of the proxy.
 */
export function accessSteps(
  track: ImageReference | null,
  { authFile, certDir, proxy, keepAccess }: NonNullable<Request['image']>,
  updater: 'ostree' | 'bootc',
): { look: Step[]; keep: Step[] } {
  if (keepAccess !== true || track === null || splitReference(track).transport !== 'registry')
    return { look: [], keep: [] };
  const params = literalDeep({
    repository: splitReference(track).name,
    ...(authFile === undefined ? {} : { authFile }),
    ...(certDir === undefined ? {} : { certDir }),
    ...proxyParams(proxy),
  });
  const step = (action: string, phase: Phase, title: string, more: object): Step[] => [
    { kind: 'action', id: action, phase, title, action, params: { ...params, ...more } },
  ];
  return {
    look: step('check-access', 'verify', 'Look for the access that updates will use', {}),
    keep: [
      ...step('keep-access', 'configure', 'Put the access to the registry into the system', {
        etc: `${DEPLOYMENT}/etc`,
        within: TARGET,
      }),
      ...(proxy === undefined || updater === 'ostree' ? [] : [tellBootc]),
    ],
  };
}
