// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '../../app/page.ts';
import type { WizardState } from '../../app/wizard-state.ts';

export function validateEncryption({ answers: { encryption } }: WizardState): Problem[] {
  const { isOn, hasPassphrase, tpm2, pcrs } = encryption;
  if (!isOn) return [];
  return [
    ...(hasPassphrase ? [] : [{ field: 'passphrase', key: 'encryption.missing' } as const]),
    ...(tpm2 && pcrs.length === 0 ? [{ field: 'pcrs', key: 'encryption.pcrs.missing' } as const] : []),
  ];
}
