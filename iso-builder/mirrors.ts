// SPDX-License-Identifier: Apache-2.0
import type { Runner } from '../backend/runner/command.ts';

const FALLBACK = 'http://deb.debian.org/debian';
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** One apt source as mmdebstrap takes it. */
function line(uri: string, suite: string, components: string): string {
  return `deb [signed-by=${KEYRING}] ${uri} ${suite} ${components}`;
}

/** The host's Debian mirrors, from `apt-get indextargets` lines "URI CODENAME ORIGIN". Pure. */
export function hostMirrors(targets: string): { main: string | null; security: string | null } {
  const uris = targets
    .split('\n')
    .map((row) => row.split(' '))
    // "Debian Backports" is another origin, and may be on another host.
    .filter(([, , ...origin]) => origin.join(' ') === 'Debian')
    .map(([uri]) => (uri ?? '').replace(/\/$/, ''));
  return {
    main: uris.find((uri) => !uri.includes('security')) ?? null,
    security: uris.find((uri) => uri.includes('security')) ?? null,
  };
}

/** apt sources for a suite: an explicit mirror, else what the host's apt uses, with its security archive. */
export async function mirrorsFor(
  runner: Runner,
  suite: string,
  mirror: string | undefined,
  firmware: boolean,
): Promise<string[]> {
  const components = firmware ? 'main non-free-firmware' : 'main';
  if (mirror !== undefined) return [line(mirror, suite, components)];
  const argv = [
    'apt-get',
    'indextargets',
    '--format',
    '$(REPO_URI) $(CODENAME) $(ORIGIN)',
    'Created-By: Packages',
  ] as const;
  const { stdout } = await runner.run({ argv, timeoutMs: 60_000, okExitCodes: [0, 100] });
  const { main, security } = hostMirrors(stdout);
  const hasSecurity = security !== null && !/^(sid|unstable|experimental)$/.test(suite);
  return [
    line(main ?? FALLBACK, suite, components),
    ...(hasSecurity ? [line(security, `${suite}-security`, components)] : []),
  ];
}
