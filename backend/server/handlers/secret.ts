// SPDX-License-Identifier: Apache-2.0
import type { Service } from '../service.ts';
import type { VerbHandlers } from '../verb-handlers.ts';

/** `secret`: keeps a value by its name. */
export function secretHandler({ secrets }: Service): VerbHandlers['secret'] {
  return async ({ name, value }) => {
    secrets.set(name, value);
    return {};
  };
}
