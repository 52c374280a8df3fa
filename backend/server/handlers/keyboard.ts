// SPDX-License-Identifier: Apache-2.0
import { switchKeyboard } from '../switch-keyboard.ts';
import type { Service } from '../service.ts';
import type { VerbHandlers } from '../verb-handlers.ts';

/** `keyboard`: switches the kiosk's layout. */
export function keyboardHandler({ options }: Service): VerbHandlers['keyboard'] {
  return async ({ layout, variant }) => ({
    applied: await switchKeyboard(options.runner, options.root, { layout, variant: variant ?? '' }),
  });
}
