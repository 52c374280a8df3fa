// SPDX-License-Identifier: Apache-2.0
import type { Request } from '../../../core/request/request.ts';
import type { WizardState } from '../../app/wizard-state.ts';
import { PASSPHRASE_SECRET } from './fields.ts';

/** The recovery key is shown: somebody sits here. */
export function encryptionRequestOf({ answers: { encryption } }: WizardState): Partial<Request> {
  if (!encryption.isOn) return {};
  return {
    encryption: {
      kind: 'luks2',
      passphraseSecret: PASSPHRASE_SECRET,
      recoveryKey: { show: true },
      ...(encryption.tpm2 ? { tpm2: { pcrs: encryption.pcrs, pin: encryption.pin } } : {}),
      ...(encryption.fido2 ? { fido2: true } : {}),
      ...(encryption.discard ? { discard: true } : {}),
    },
  };
}
