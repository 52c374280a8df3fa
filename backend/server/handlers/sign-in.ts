// SPDX-License-Identifier: Apache-2.0
import { signIn } from '../network/sign-in.ts';
import type { Service } from '../service.ts';
import type { VerbHandlers } from '../verb-handlers.ts';

/** `signIn`: tries user and password at a registry; the file with both lies in memory, readable by root. */
export function signInHandler({ options, secrets }: Service): VerbHandlers['signIn'] {
  return ({ registry, user, passwordSecret }) =>
    signIn(options.runner, options.stateDirectory, { registry, user, password: secrets.get(passwordSecret) });
}
