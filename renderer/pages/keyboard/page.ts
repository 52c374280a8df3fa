// SPDX-License-Identifier: Apache-2.0
import { describePage } from '../../app/page.ts';
import { KeyboardPage } from './KeyboardPage.tsx';
import { keyboardRequest } from './to-request.ts';
import { validateKeyboard } from './validate.ts';

export const keyboardPage = describePage({
  id: 'keyboard',
  titleKey: 'keyboard.title',
  Component: KeyboardPage,
  validate: validateKeyboard,
  toRequest: keyboardRequest,
});
