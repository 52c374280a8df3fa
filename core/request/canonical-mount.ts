// SPDX-License-Identifier: Apache-2.0

/** /home and /srv are links into /var on an ostree system (ostree's adapting guide): where they really lie. */
export function canonicalMount(mount: string): string {
  return /^\/(home|srv)(\/|$)/.test(mount) ? `/var${mount}` : mount;
}
