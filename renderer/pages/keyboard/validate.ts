// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '../../app/page.ts';
import type { WizardState } from '../../app/wizard-state.ts';
import { chosenKeyboard } from './chosen-keyboard.ts';

export function validateKeyboard(state: WizardState): Problem[] {
  return chosenKeyboard(state) === null ? [{ field: 'layout', key: 'keyboard.missing' }] : [];
}
