// SPDX-License-Identifier: Apache-2.0
import { describePage } from '../../app/page.ts';
import { EncryptionPage } from './EncryptionPage.tsx';
import { encryptionRequestOf, keepsEncryption } from './to-request.ts';
import { validateEncryption } from './validate.ts';

export const encryptionPage = describePage({
  id: 'encryption',
  titleKey: 'encryption.title',
  Component: EncryptionPage,
  isHidden: keepsEncryption,
  validate: validateEncryption,
  toRequest: encryptionRequestOf,
});
