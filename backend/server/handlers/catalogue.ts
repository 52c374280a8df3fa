// SPDX-License-Identifier: Apache-2.0
import { readCatalogue } from '../read-catalogue.ts';
import type { Service } from '../service.ts';
import type { VerbHandlers } from '../verb-handlers.ts';

/** `catalogue`: the image of the medium first, then what the medium's catalogue offers. Read once: neither changes. */
export function catalogueHandler({ options }: Service): VerbHandlers['catalogue'] {
  let reading: ReturnType<typeof readCatalogue> | null = null;
  return async () => {
    reading ??= readCatalogue(options.root, options.probe);
    try {
      return await reading;
    } catch (error) {
      reading = null;
      throw error;
    }
  };
}
