// SPDX-License-Identifier: Apache-2.0
import { accessSteps } from '../access-steps.ts';
import { autologinSteps } from '../autologin.ts';
import { configureSteps } from '../configure-steps.ts';
import { kernelArguments } from '../kernel-arguments.ts';
import { laterHomeFiles } from '../later-home.ts';
import type { PlanInput } from '../plan-input.ts';
import type { Step } from '../step.ts';
import { encryptionParts } from '../storage/encryption-parts.ts';
import { dataMountSteps, formatSteps } from '../storage/file-system-steps.ts';
import { mirrorConfigSteps } from '../storage/esp-twins.ts';
import { fstabOf } from '../storage/fstab.ts';
import { identitySteps } from '../storage/identity-steps.ts';
import { layoutArguments } from '../storage/layout-arguments.ts';
import { swapPlace } from '../storage/swap-place.ts';
import { swapSteps } from '../storage/swap-steps.ts';
import { crypttabBeside, hasHomes, takenOverSteps } from '../storage/taken-over.ts';
import { STATEROOT, staterootDirectory } from '../target.ts';
import { enforcesPolicy } from '../trust.ts';
import { trustFiles, trustSteps } from '../trust-steps.ts';
import { bootSteps, nvramSteps } from './boot-steps.ts';
import { deploySteps, IMPORTED, importSteps, verifySteps } from './image-steps.ts';
import { proofStep } from './proof-step.ts';

/** The steps of an install by Debian's own ostree and GRUB. */
export function ostreePlan(input: PlanInput): Step[] {
  const { facts, request, settings, source, image, layout } = input;
  const { takenOver } = layout;
  const crypt = encryptionParts(input.encryption, takenOver?.crypttab);
  const kargs = [
    'root=UUID={{rootUuid}}',
    'rw',
    ...crypt.kernelArguments,
    ...layoutArguments(layout, request),
    // All that is used is in fstab. By itself systemd would take the swap of another system on this disk too, encrypted or
    // not, and swapon(8) what that one hibernated into (systemd-gpt-auto-generator(8)).
    'systemd.gpt_auto=no',
    ...kernelArguments(facts, settings),
  ];
  const access = accessSteps(settings.track, request.image ?? {}, 'ostree');
  const trust = trustSteps(input);
  const signed = enforcesPolicy(facts, settings.track);
  const crypttab = crypttabBeside(takenOver, input.encryption !== null);
  const where = {
    keepsHomes: layout.stateroot !== null,
    homesLater: hasHomes(takenOver),
    varDirectory: `${staterootDirectory(layout.stateroot?.name ?? STATEROOT)}/var`,
    fstab: fstabOf(layout, 'all'),
  };
  const files = {
    ...trustFiles(facts),
    ...(crypttab === null ? {} : { crypttab }),
    ...(where.homesLater ? laterHomeFiles(request) : {}),
  };
  return [
    ...access.look,
    ...trust.look,
    ...crypt.look,
    // What is in the repository already is not read from the image again.
    ...verifySteps(source, image).map((step): Step => ({ ...step, doneWith: IMPORTED })),
    ...identitySteps(layout),
    ...formatSteps(layout, { mountEsp: true, emptyRoot: false, volumes: crypt.disk }),
    ...importSteps(
      { source, image, track: settings.track, access: request.image ?? {}, signed },
      {
        dataMounts: dataMountSteps(layout, where.varDirectory),
        stateroot: layout.stateroot,
      },
    ),
    ...deploySteps(kargs, layout.stateroot),
    ...configureSteps(settings, request, where),
    ...crypt.configure,
    ...takenOverSteps(takenOver, input.encryption !== null),
    ...swapSteps(request.swap, {
      varDirectory: where.varDirectory,
      fileBytes: layout.swapFileBytes,
      isBtrfs: swapPlace(layout)?.type === 'btrfs',
    }),
    ...mirrorConfigSteps(layout),
    ...autologinSteps(image, request),
    ...access.keep,
    ...trust.keep,
    ...bootSteps(layout, image.loaders),
    proofStep(
      {
        layout,
        image,
        settings,
        request,
        kernelArguments: kargs,
        encryption: crypt.proof,
        files,
      },
      where,
    ),
    ...crypt.prove,
    ...(facts.firmware?.kind === 'uefi' ? nvramSteps(layout) : []),
  ];
}
