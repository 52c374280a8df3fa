// SPDX-License-Identifier: Apache-2.0

/** Where the new root is mounted while the install runs. */
export const TARGET = '/run/particleos/target';
/** The stateroot: the name under /ostree/deploy that keeps /var and the deployments together. */
export const STATEROOT = 'particleos';
/** The branch an imported image is committed to. */
export const BRANCH = 'particleos/image';
/** Directory of a stateroot on the target. */
export function staterootDirectory(name: string): string {
  return `${TARGET}/ostree/deploy/${name}`;
}

/** Hole that the executor fills with the directory of the new deployment. */
export const DEPLOYMENT = '{{deployment}}';

const MINUTE_MS = 60_000;
/** Deadlines in milliseconds: generous, they end what hangs, they do not judge what is slow. */
export const deadline = { short: MINUTE_MS, medium: 10 * MINUTE_MS, long: 6 * 60 * MINUTE_MS } as const;

/** The sysroot that is worked on: the new one of an install, the present one of an update. */
export interface Place {
  readonly sysroot: string;
  readonly repo: string;
  /** On the disk of the sysroot: nothing is ever unpacked into RAM. */
  readonly scratch: string;
}

/** The paths below a sysroot. */
export function placeOf(sysroot: string): Place {
  return { sysroot, repo: `${sysroot}/ostree/repo`, scratch: `${sysroot}/.particleos-scratch` };
}

/** The place of an install. */
export const target = placeOf(TARGET);
