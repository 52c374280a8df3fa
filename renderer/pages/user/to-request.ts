// SPDX-License-Identifier: Apache-2.0
import type { Request } from '../../../core/request/request.ts';
import type { WizardState } from '../../app/wizard-state.ts';
import { chosenKeys, chosenNames } from './chosen-names.ts';
import { PASSWORD_SECRET } from './fields.ts';

export function userRequestOf(state: WizardState): Partial<Request> {
  const { user } = state.answers;
  const { name, hostname } = chosenNames(state);
  if (name === '') return { hostname };
  const sshKeys = chosenKeys(user);
  const fullName = user.fullName.trim();
  return {
    hostname,
    users: [
      {
        name,
        ...(fullName === '' ? {} : { fullName }),
        ...(user.hasPassword ? { passwordSecret: PASSWORD_SECRET } : {}),
        ...(sshKeys.length === 0 ? {} : { sshKeys }),
        sudo: true,
      },
    ],
  };
}
