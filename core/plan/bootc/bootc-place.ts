// SPDX-License-Identifier: Apache-2.0
import type { Configured } from '../configure-steps.ts';
import { scratchStep } from '../ostree/image-steps.ts';
import type { Step } from '../step.ts';
import { fstabOf } from '../storage/fstab.ts';
import type { Layout } from '../storage/layout.ts';
import { TARGET } from '../target.ts';
import type { BootcWanted } from './bootc-choice.ts';

/** bootc's own default stateroot: what its updates expect unless the image says otherwise. */
export const BOOTC_STATEROOT = 'default';
/** Where the ESP is mounted once bootc has let go of it. */
export const ESP = '/run/particleos/esp';
/** Where the root of the target is within the container. */
export const TARGET_IN_CONTAINER = '/target';
/** Name of the container, so that a cancel can remove it whatever became of its podman. */
export const CONTAINER = 'particleos-install';
/** podman's storage; bootc reads the image from here (bootc-install(8), /var/lib/containers). */
export const CONTAINERS = '/var/lib/containers';
/** On the target: what is pulled goes here and is removed before the end. */
export const PULL_SCRATCH = `${TARGET}/.particleos-scratch`;
/** Where skopeo and podman put whole layers while they read them; in the live system this is memory. */
export const TEMPORARY = '/var/tmp';
/** In place of it, on the target. */
export const TEMPORARY_SCRATCH = `${PULL_SCRATCH}/tmp`;
/** On the live system: links to a local image, and an index of their own. */
export const LINKS = '/run/particleos/source';

/** Directory that holds the one deployment. */
export function deploymentsDirectory({ backend }: Pick<BootcWanted, 'backend'>): string {
  return backend === 'composefs'
    ? `${TARGET}/state/deploy`
    : `${TARGET}/ostree/deploy/${BOOTC_STATEROOT}/deploy`;
}

/** Where the configuration goes; the root is found by root= and the ESP by systemd-gpt-auto-generator(8): neither is in fstab. */
export function bootcPlace({
  wanted: { backend },
  layout,
}: {
  readonly wanted: Pick<BootcWanted, 'backend'>;
  readonly layout: Layout;
}): Configured {
  const varDirectory =
    backend === 'composefs'
      ? `${TARGET}/state/os/${BOOTC_STATEROOT}/var`
      : `${TARGET}/ostree/deploy/${BOOTC_STATEROOT}/var`;
  return { varDirectory, fstab: fstabOf(layout, 'data') };
}

/** Shows the scratch directory at another path, or on itself. */
export function scratchMount(id: string, title: string, target: string, source = PULL_SCRATCH): Step {
  return {
    kind: 'mount',
    id,
    phase: 'fetch',
    title,
    source,
    target,
    type: 'none',
    options: ['bind'],
  };
}

/** A mount point is the one thing that bootc accepts in the root it is given (install.rs, require_empty_rootdir). */
export function hideScratch(): Step {
  return scratchMount('hide-scratch', 'Keep the scratch directory out of the way of bootc', PULL_SCRATCH);
}

/** A directory of the target's scratch stands in for /var/tmp. */
export function temporarySteps(): Step[] {
  return [
    scratchStep(TEMPORARY_SCRATCH, 'temporary', 'Make room for temporary files on the disk'),
    scratchMount('temporary-mount', 'Keep temporary files out of memory', TEMPORARY, TEMPORARY_SCRATCH),
  ];
}
