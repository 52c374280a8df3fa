// SPDX-License-Identifier: Apache-2.0
import { enterWifi } from '../network/enter-wifi.ts';
import { readNetwork } from '../network/read-network.ts';
import type { Service } from '../service.ts';
import type { VerbHandlers } from '../verb-handlers.ts';

/** `wifi`: enters a wireless network with a password that was handed over as a secret. */
export function wifiHandler({ options, secrets }: Service): VerbHandlers['wifi'] {
  return async (request) => {
    const issues = await enterWifi(options.runner, request, (name) => secrets.get(name));
    return { network: await readNetwork(options.runner, false), issues };
  };
}
