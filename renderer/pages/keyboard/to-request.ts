// SPDX-License-Identifier: Apache-2.0
import type { Request } from '../../../core/request/request.ts';
import type { WizardState } from '../../app/wizard-state.ts';
import { chosenKeyboard } from './chosen-keyboard.ts';

export function keyboardRequest(state: WizardState): Partial<Request> {
  const keyboard = chosenKeyboard(state);
  if (keyboard === null) return {};
  const { layout, variant } = keyboard;
  return { keyboard: variant === null || variant === '' ? { layout } : { layout, variant } };
}
