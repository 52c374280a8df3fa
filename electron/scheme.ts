// SPDX-License-Identifier: Apache-2.0
/** Scheme of the wizard's pages: a secure origin of its own, reachable by nothing but this program. */
export const SCHEME = 'particleos';
export const HOST = 'wizard';
export const ENTRY = `${SCHEME}://${HOST}/`;

/** Whether a URL is a page of the wizard. */
export function isOwn(url: string): boolean {
  try {
    const { protocol, host } = new URL(url);
    return protocol === `${SCHEME}:` && host === HOST;
  } catch {
    return false;
  }
}
