// SPDX-License-Identifier: Apache-2.0
import { errorIssue, uncheckedIssue, type Issue } from '../../../core/issues/issue.ts';

/** What a reference's host does; every other one answers. */
const hosts: Readonly<Record<string, 'unreachable' | 'expired' | 'private' | 'fine'>> = {
  'unreachable.example.org': 'unreachable',
  'expired.example.org': 'expired',
  'private.example.org': 'private',
};

/** The password that the private registry takes. */
export const REGISTRY_PASSWORD = 'right';

export function hostOf(reference: string): string {
  return /^registry:([^/]+)/.exec(reference)?.[1] ?? '';
}

/** Why an image cannot be had; null when it can. */
export function registryIssue(reference: string, signedIn: ReadonlySet<string>): Issue | null {
  const host = hostOf(reference);
  const source = reference;
  switch (hosts[host] ?? 'fine') {
    case 'unreachable':
      return uncheckedIssue('registry-unreachable', ['image', 'source'], {
        source,
        message: `dial tcp: lookup ${host}: no such host`,
      });
    case 'expired':
      return uncheckedIssue('registry-unreachable', ['image', 'source'], {
        source,
        message: 'tls: certificate has expired or is not yet valid',
      });
    case 'private':
      return signedIn.has(host) ? null : errorIssue('registry-auth', ['image', 'source'], { source });
    case 'fine':
      return reference.includes('missing')
        ? errorIssue('image-not-found', ['image', 'source'], { source, message: 'manifest unknown' })
        : null;
  }
}

/** How far the clock is off, in seconds, as the registry of the expired certificate shows. */
export function clockSkew(reference: string): number {
  return hostOf(reference) === 'expired.example.org' ? 31_536_000 : 0;
}
