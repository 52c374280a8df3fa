// SPDX-License-Identifier: Apache-2.0
import { readNetwork } from '../network/read-network.ts';
import type { Service } from '../service.ts';
import type { VerbHandlers } from '../verb-handlers.ts';

/** `network`: the cards and what they are connected to; `scan` looks for wireless networks anew. */
export function networkHandler({ options }: Service): VerbHandlers['network'] {
  return ({ scan }) => readNetwork(options.runner, scan === true);
}
