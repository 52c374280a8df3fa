// SPDX-License-Identifier: Apache-2.0
import type { Configured } from '../configure-steps.ts';
import type { Step } from '../step.ts';
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
/** On the live system: links to a local image, and an index of their own. */
export const LINKS = '/run/particleos/source';

/** Directory that holds the one deployment. */
export function deploymentsDirectory({ backend }: Pick<BootcWanted, 'backend'>): string {
  return backend === 'composefs'
    ? `${TARGET}/state/deploy`
    : `${TARGET}/ostree/deploy/${BOOTC_STATEROOT}/deploy`;
}

/** Where the configuration goes; the root is found by root= and the ESP by systemd-gpt-auto-generator(8): no fstab. */
export function bootcPlace({ backend }: Pick<BootcWanted, 'backend'>): Configured {
  const varDirectory =
    backend === 'composefs'
      ? `${TARGET}/state/os/${BOOTC_STATEROOT}/var`
      : `${TARGET}/ostree/deploy/${BOOTC_STATEROOT}/var`;
  return { varDirectory, fstab: null };
}

/** Shows the scratch directory at another path, or on itself. */
export function scratchMount(id: string, title: string, target: string): Step {
  return {
    kind: 'mount',
    id,
    phase: 'fetch',
    title,
    source: PULL_SCRATCH,
    target,
    type: 'none',
    options: ['bind'],
  };
}

/** A mount point is the one thing that bootc accepts in the root it is given (install.rs, require_empty_rootdir). */
export function hideScratch(): Step {
  return scratchMount('hide-scratch', 'Keep the scratch directory out of the way of bootc', PULL_SCRATCH);
}
