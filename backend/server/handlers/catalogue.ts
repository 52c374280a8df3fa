// SPDX-License-Identifier: Apache-2.0
import { readCatalogue } from '../read-catalogue.ts';
import type { Service } from '../service.ts';
import type { VerbHandlers } from '../verb-handlers.ts';

/** `catalogue`: the image of the medium first, then what the medium's catalogue offers. */
export function catalogueHandler({ options }: Service): VerbHandlers['catalogue'] {
  return () => readCatalogue(options.root, options.probe);
}
