// SPDX-License-Identifier: Apache-2.0
import { readChoices } from '../read-choices.ts';
import type { Service } from '../service.ts';
import type { VerbHandlers } from '../verb-handlers.ts';

/** `choices`: layouts, locales and zones of this live system; its files are read once. */
export function choicesHandler({ options }: Service): VerbHandlers['choices'] {
  return () => readChoices(options.root);
}
