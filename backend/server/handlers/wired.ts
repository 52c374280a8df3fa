// SPDX-License-Identifier: Apache-2.0
import { readNetwork } from '../network/read-network.ts';
import { setWired } from '../network/set-wired.ts';
import type { Service } from '../service.ts';
import type { VerbHandlers } from '../verb-handlers.ts';

/** `wired`: gives a card addresses, or lets it find them. */
export function wiredHandler({ options }: Service): VerbHandlers['wired'] {
  return async (request) => {
    const issues = await setWired(options.runner, request);
    return { network: await readNetwork(options.runner, false), issues };
  };
}
