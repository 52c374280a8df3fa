// SPDX-License-Identifier: Apache-2.0
import { isSecretProxy } from '../plan/ostree/image-steps.ts';
import type { Request } from '../request/request.ts';

/** Names that other secrets of a request have already. */
function namesIn({ users = [], encryption, layout, network = [] }: Request): (string | undefined)[] {
  return [
    encryption?.passphraseSecret,
    layout !== undefined && 'passphraseSecret' in layout ? layout.passphraseSecret : undefined,
    ...users.map(({ passwordSecret }) => passwordSecret),
    ...network.map(({ wifi }) => wifi?.passwordSecret),
  ];
}

/**
 * The request as the journal may hold it: a crypt(5) hash becomes the name of a secret, which leads to the same plan. No name
 * of another secret: who is asked for the disk's passphrase by it would get that for a password.
 * Null when the proxy holds a password: without it the plan would be another one.
 */
export function requestWithoutSecrets(request: Request): Request | null {
  if (request.image?.proxy !== undefined && isSecretProxy(request.image.proxy)) return null;
  if (request.users === undefined) return request;
  const taken = namesIn(request);
  const users = request.users.map(({ passwordHash, ...user }) => {
    if (passwordHash === undefined) return user;
    const ownName = taken.includes(user.name) ? `${user.name}, user` : user.name;
    return { ...user, passwordSecret: user.passwordSecret ?? ownName };
  });
  return { ...request, users };
}
