// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '../../app/page.ts';
import type { WizardState } from '../../app/wizard-state.ts';
import { bootKeymap } from '../keyboard/boot-keymap.ts';

/** Whether there is a passphrase that can be typed at boot: with another keyboard its keys lie elsewhere, or are not there. */
export function hasPassphrase(state: Pick<WizardState, 'answers' | 'known'>): boolean {
  const { typedWith } = state.answers.encryption;
  return typedWith !== null && typedWith === (bootKeymap(state) ?? typedWith);
}

export function validateEncryption(state: WizardState): Problem[] {
  const { isOn, tpm2, pcrs } = state.answers.encryption;
  if (!isOn) return [];
  return [
    ...(hasPassphrase(state) ? [] : [{ field: 'passphrase', key: 'encryption.missing' } as const]),
    ...(tpm2 && pcrs.length === 0 ? [{ field: 'pcrs', key: 'encryption.pcrs.missing' } as const] : []),
  ];
}
