// SPDX-License-Identifier: Apache-2.0
import { identityOf } from '../../facts/disk-identity.ts';
import { accessSteps } from '../access-steps.ts';
import { autologinSteps } from '../autologin.ts';
import { configureSteps } from '../configure-steps.ts';
import { formatSteps, identitySteps } from '../disk-steps.ts';
import { kernelArguments } from '../kernel-arguments.ts';
import type { PlanInput } from '../plan-input.ts';
import type { Step } from '../step.ts';
import { STATEROOT_DIR } from '../target.ts';
import { enforcesPolicy } from '../trust.ts';
import { trustFiles, trustSteps } from '../trust-steps.ts';
import { bootSteps, nvramSteps } from './boot-steps.ts';
import { fstab } from './fstab.ts';
import { deploySteps, importSteps, verifySteps } from './image-steps.ts';
import { proofStep } from './proof-step.ts';

/** The steps of an install by Debian's own ostree and GRUB. */
export function ostreePlan(input: PlanInput): Step[] {
  const { facts, request, settings, source, disk, image, layout } = input;
  const kargs = ['root=UUID={{rootUuid}}', 'rw', ...kernelArguments(facts, settings)];
  const access = accessSteps(settings.track, request.image ?? {}, 'ostree');
  const trust = trustSteps(input);
  const signed = enforcesPolicy(facts, settings.track);
  const where = { varDirectory: `${STATEROOT_DIR}/var`, fstab: fstab() };
  return [
    ...access.look,
    ...trust.look,
    ...verifySteps(source, image),
    ...identitySteps(identityOf(disk)),
    ...formatSteps(identityOf(disk), layout, { rootFileSystem: 'ext4', mountEsp: true }),
    ...importSteps({ source, image, track: settings.track, access: request.image ?? {}, signed }),
    ...deploySteps(kargs),
    ...configureSteps(settings, request, where),
    ...autologinSteps(image, request),
    ...access.keep,
    ...trust.keep,
    ...bootSteps(layout, image.loaders),
    proofStep({ layout, image, settings, request, kernelArguments: kargs, files: trustFiles(facts) }, where),
    ...(facts.firmware?.kind === 'uefi' ? nvramSteps(layout) : []),
  ];
}
