// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { emptyDraft } from '../../app/draft.ts';
import type { WizardState } from '../../app/wizard-state.ts';
import type { EncryptionFields } from './fields.ts';
import { validateEncryption } from './validate.ts';

const known = { facts: null, choices: null, catalogue: null, network: null };
const encrypted: EncryptionFields = {
  ...emptyDraft.answers.encryption,
  isOn: true,
  typedWith: 'de-latin1',
};

function problemsWith(layout: string, encryption: EncryptionFields = encrypted): string[] {
  const answers = { ...emptyDraft.answers, encryption, keyboard: { layout, variant: null } };
  const state: WizardState = { answers, known, language: 'en' };
  return validateEncryption(state).map(({ field }) => field);
}

test('a passphrase that was typed as at boot is one', () => {
  expect(problemsWith('de')).toEqual([]);
});

test('with another keyboard at boot it is asked for anew: its keys may lie elsewhere, or not be there', () => {
  expect(problemsWith('us')).toEqual(['passphrase']);
  // No console keymap is known of it, so the boot prompt has the US one.
  expect(problemsWith('ge')).toEqual(['passphrase']);
  expect(problemsWith('ge', { ...encrypted, typedWith: 'us' })).toEqual([]);
});

test('without encryption nothing is asked', () => {
  expect(problemsWith('us', { ...encrypted, isOn: false })).toEqual([]);
});
