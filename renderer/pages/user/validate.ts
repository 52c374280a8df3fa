// SPDX-License-Identifier: Apache-2.0
import { requestSchema, userRequest } from '../../../core/request/request.ts';
import { isReservedUser } from '../../../core/request/reserved-names.ts';
import type { Problem } from '../../app/page.ts';
import type { WizardState } from '../../app/wizard-state.ts';
import { chosenKeys, chosenNames } from './chosen-names.ts';

/** What is wrong with the user, apart from passwords that are just being typed. */
export function validateUser(state: WizardState): Problem[] {
  const { user } = state.answers;
  const problems: Problem[] = [];
  const { name, hostname } = chosenNames(state);
  if (!userRequest.shape.fullName.safeParse(user.fullName).success)
    problems.push({ field: 'fullName', key: 'user.bad.fullName' });
  // As core/request/check-users.ts judges it.
  if (!/^[a-z][a-z0-9_-]{0,31}$/.test(name)) problems.push({ field: 'name', key: 'user.bad.name' });
  else if (isReservedUser(name)) problems.push({ field: 'name', key: 'user.reserved' });
  const keys = chosenKeys(user);
  if (!user.hasPassword && keys.length === 0) problems.push({ field: 'password', key: 'user.bad.password' });
  const keySchema = userRequest.shape.sshKeys;
  const bad = keys.find((key) => !keySchema.safeParse([key]).success);
  if (bad !== undefined)
    problems.push({ field: 'sshKeys', key: 'user.bad.keys', values: { line: bad.slice(0, 40) } });
  if (!requestSchema.shape.hostname.safeParse(hostname).success)
    problems.push({ field: 'hostname', key: 'user.bad.host' });
  return problems;
}
