// SPDX-License-Identifier: Apache-2.0
import type { DiskIdentity } from '../../facts/disk-identity.ts';
import type { ImageFacts } from '../../facts/facts.ts';
import { splitReference, type ImageReference } from '../../request/image-reference.ts';
import type { Step } from '../step.ts';
import type { Layout } from '../storage/layout.ts';
import type { ImageAccess } from '../ostree/image-steps.ts';
import { literal } from '../template.ts';
import { TARGET } from '../target.ts';
import { BOOTC_STATEROOT, TARGET_IN_CONTAINER } from './bootc-place.ts';
import type { BootcWanted } from './bootc-choice.ts';

/** All that the steps of an install by bootc are made from. */
export interface BootcInstall {
  readonly wanted: BootcWanted;
  readonly disk: DiskIdentity;
  readonly layout: Layout;
  /** What makes and opens encrypted volumes. */
  readonly volumes: readonly Step[];
  readonly source: ImageReference;
  readonly image: ImageFacts;
  /** The read-only store that has the image already, and the image's name in it. */
  readonly store: { readonly path: string; readonly image: string } | null;
  readonly access: ImageAccess;
  readonly track: ImageReference | null;
  readonly kernelArguments: readonly string[];
  /** The installed system accepts updates by its policy only, and so does bootc now. */
  readonly enforcePolicy: boolean;
  /** shim and Debian's signed systemd-boot are at hand where bootc runs. */
  readonly secureBoot: boolean;
}

/** bootc's words for where an image comes from (containers-transports(5)). */
const transports = {
  registry: 'registry',
  oci: 'oci',
  'oci-archive': 'oci-archive',
  'containers-storage': 'containers-storage',
} as const;

/**
 * Always given: without it bootc takes the name of the source for one in a registry, and an image from oci:/DIR
 * would be updated from a registry called "/DIR" (seen with 1.16.9).
 */
function targetImage({ track, source }: BootcInstall): string[] {
  const { transport, name } = splitReference(track ?? source);
  return [`--target-transport=${transports[transport]}`, `--target-imgref=${literal(name)}`];
}

/** The plan looks for the deployment in one stateroot; an image may name another one (bootc-install-config(5)). */
function stateroot({ image, wanted }: BootcInstall): string[] {
  const asked = image.content?.installConfig?.stateroot ?? BOOTC_STATEROOT;
  return wanted.backend === 'composefs' || asked === BOOTC_STATEROOT
    ? []
    : [`--stateroot=${BOOTC_STATEROOT}`];
}

/** `bootc install VERB ...` as it is called where bootc runs. sourceImgref: null when podman's storage has the image that bootc runs from. */
export function bootcArgv(install: BootcInstall, sourceImgref: string | null): [string, ...string[]] {
  const { wanted } = install;
  const common = [
    ...(sourceImgref === null ? [] : [`--source-imgref=${sourceImgref}`]),
    ...targetImage(install),
    ...(wanted.backend === 'composefs' ? ['--composefs-backend'] : []),
    `--bootloader=${wanted.loader}`,
    ...stateroot(install),
    // The entry of the firmware is made last, by us; bootupd makes its own.
    ...(wanted.loader === 'systemd' ? ['--generic-image'] : []),
    ...(install.enforcePolicy ? ['--enforce-container-sigpolicy'] : []),
    ...install.kernelArguments.map((karg) => `--karg=${karg}`),
  ];
  if (wanted.verb === 'to-disk') {
    return [
      'bootc',
      'install',
      'to-disk',
      '--wipe',
      '--block-setup=direct',
      `--filesystem=${wanted.rootFileSystem}`,
      ...common,
      install.disk.path,
    ];
  }
  return [
    'bootc',
    'install',
    'to-filesystem',
    // The configuration is still to be written; trimming and unmounting are steps of the plan.
    '--skip-finalize',
    '--root-mount-spec=UUID={{rootUuid}}',
    ...common,
    wanted.carrier === 'image' ? TARGET_IN_CONTAINER : TARGET,
  ];
}
