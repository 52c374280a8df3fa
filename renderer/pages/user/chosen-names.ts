// SPDX-License-Identifier: Apache-2.0
import type { WizardState } from '../../app/wizard-state.ts';
import { proposeHostName, proposeUserName } from '../../machine/propose-names.ts';
import type { UserFields } from './fields.ts';

/** User and host name as typed, else as proposed. */
export function chosenNames({ answers, known }: Pick<WizardState, 'answers' | 'known'>): {
  name: string;
  hostname: string;
} {
  const { fullName, name, hostname } = answers.user;
  const user = name ?? proposeUserName(fullName);
  return { name: user, hostname: hostname ?? proposeHostName(user, known.facts?.product) };
}

/** The keys that were typed, one a line. */
export function chosenKeys({ sshKeys }: UserFields): string[] {
  return sshKeys
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
