// SPDX-License-Identifier: Apache-2.0
import { isSecretProxy } from '../plan/ostree/image-steps.ts';
import type { Request } from '../request/request.ts';

/**
 * The request as the journal may hold it: a crypt(5) hash becomes the name of a secret, which leads to the same plan.
 * Null when the proxy holds a password: without it the plan would be another one.
 */
export function requestWithoutSecrets(request: Request): Request | null {
  if (request.image?.proxy !== undefined && isSecretProxy(request.image.proxy)) return null;
  if (request.users === undefined) return request;
  const users = request.users.map(({ passwordHash, ...user }) =>
    passwordHash === undefined ? user : { ...user, passwordSecret: user.passwordSecret ?? user.name },
  );
  return { ...request, users };
}
