// SPDX-License-Identifier: Apache-2.0
import { accessSteps } from '../access-steps.ts';
import { autologinSteps } from '../autologin.ts';
import { configureSteps } from '../configure-steps.ts';
import { kernelArguments } from '../kernel-arguments.ts';
import type { PlanInput } from '../plan-input.ts';
import type { Step } from '../step.ts';
import { encryptionParts } from '../storage/encryption-parts.ts';
import { layoutArguments } from '../storage/layout-arguments.ts';
import { bootDisk } from '../storage/layout.ts';
import { swapPlace } from '../storage/swap-place.ts';
import { swapSteps } from '../storage/swap-steps.ts';
import { literal } from '../template.ts';
import { enforcesPolicy } from '../trust.ts';
import { trustFiles, trustSteps } from '../trust-steps.ts';
import type { BootcWanted } from './bootc-choice.ts';
import { storeOf } from './bootc-choice.ts';
import type { BootcInstall } from './bootc-install.ts';
import { bootcPlace } from './bootc-place.ts';
import { bootcProofStep } from './bootc-proof-step.ts';
import { bootcSteps } from './bootc-steps.ts';
import { firmwareSteps, loaderSteps } from './loader-steps.ts';

/** shim and the signed systemd-boot come from where bootc runs: the image, or the live system. */
function hasSecureBootFiles({ facts, image }: PlanInput, { carrier }: BootcWanted): boolean {
  if (carrier === 'host') return facts.tools.signedLoader;
  return image.content?.shim === true && image.content.systemdBoot.signed;
}

/** A bootc outside of the image reads the install configuration of where it is, and so misses these. */
function imageArguments({ content }: PlanInput['image'], { carrier }: BootcWanted): string[] {
  return carrier === 'host' ? (content?.installConfig?.kernelArguments ?? []).map(literal) : [];
}

/** The steps of an install by bootc: its own work, then what bootc has no option for. */
export function bootcPlan(input: PlanInput, wanted: BootcWanted): Step[] {
  const { facts, request, settings, source, image, layout } = input;
  const crypt = encryptionParts(input.encryption);
  const kargs = [
    ...imageArguments(image, wanted),
    ...crypt.kernelArguments,
    ...layoutArguments(layout, request),
    ...kernelArguments(facts, settings),
  ];
  const install: BootcInstall = {
    wanted,
    disk: bootDisk(layout).identity,
    layout,
    volumes: crypt.disk,
    source,
    image,
    store: wanted.carrier === 'image' ? storeOf({ facts, source }) : null,
    access: request.image ?? {},
    track: settings.track,
    kernelArguments: kargs,
    enforcePolicy: enforcesPolicy(facts, settings.track),
    secureBoot: hasSecureBootFiles(input, wanted),
  };
  const keep = accessSteps(settings.track, request.image ?? {}, 'bootc');
  const trust = trustSteps(input);
  return [
    ...keep.look,
    ...trust.look,
    ...crypt.look,
    ...bootcSteps(install),
    ...configureSteps(settings, request, bootcPlace(install)),
    ...crypt.configure,
    ...swapSteps(request.swap, {
      varDirectory: bootcPlace(install).varDirectory,
      fileBytes: layout.swapFileBytes,
      isBtrfs: swapPlace(layout)?.type === 'btrfs',
    }),
    ...autologinSteps(image, request),
    ...keep.keep,
    ...trust.keep,
    ...loaderSteps(install),
    bootcProofStep(
      {
        layout,
        image,
        settings,
        request,
        kernelArguments: kargs,
        encryption: crypt.proof,
        files: trustFiles(facts),
      },
      install,
    ),
    ...crypt.prove,
    ...(facts.firmware?.kind === 'uefi' ? firmwareSteps(install) : []),
  ];
}
