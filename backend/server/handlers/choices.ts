// SPDX-License-Identifier: Apache-2.0
import { readChoices } from '../read-choices.ts';
import type { Service } from '../service.ts';
import type { VerbHandlers } from '../verb-handlers.ts';

/** `choices`: layouts, locales and zones of this live system, and what it runs with now. */
export function choicesHandler({ options }: Service): VerbHandlers['choices'] {
  return () => readChoices(options.root);
}
