// SPDX-License-Identifier: Apache-2.0
import { consoleKeymap } from '../../../core/request/console-keymap.ts';
import type { WizardState } from '../../app/wizard-state.ts';
import { chosenKeyboard } from './chosen-keyboard.ts';

/** The keymap of the boot prompt: the kernel's own where none is known for the keyboard. Null: the keyboard is not known yet. */
export function bootKeymap(state: Pick<WizardState, 'answers' | 'known'>): string | null {
  const keyboard = chosenKeyboard(state);
  return keyboard === null ? null : (consoleKeymap(keyboard.layout, keyboard.variant) ?? 'us');
}
