// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '../../app/page.ts';
import type { WizardState } from '../../app/wizard-state.ts';

export function validateEncryption({ answers: { encryption } }: WizardState): Problem[] {
  return encryption.isOn && !encryption.hasPassphrase
    ? [{ field: 'passphrase', key: 'encryption.missing' }]
    : [];
}
