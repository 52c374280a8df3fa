// SPDX-License-Identifier: Apache-2.0
import { describePage } from '../../app/page.ts';
import { EncryptionPage } from './EncryptionPage.tsx';
import { encryptionRequestOf } from './to-request.ts';
import { validateEncryption } from './validate.ts';

export const encryptionPage = describePage({
  id: 'encryption',
  titleKey: 'encryption.title',
  Component: EncryptionPage,
  validate: validateEncryption,
  toRequest: encryptionRequestOf,
});
