// SPDX-License-Identifier: Apache-2.0
import { reachRegistry } from '../network/reach-registry.ts';
import type { Service } from '../service.ts';
import type { VerbHandlers } from '../verb-handlers.ts';

/** `reach`: whether the registry of a reference answers. */
export function reachHandler({ options }: Service): VerbHandlers['reach'] {
  return ({ reference, proxy }) => reachRegistry(options.runner, reference, proxy);
}
