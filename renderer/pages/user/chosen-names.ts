// SPDX-License-Identifier: Apache-2.0
import { proposeHostName, proposeUserName } from '../../machine/propose-names.ts';
import type { UserFields } from './fields.ts';

/** User and host name as typed, else as proposed. */
export function chosenNames({ fullName, name, hostname }: UserFields): { name: string; hostname: string } {
  const user = name ?? proposeUserName(fullName);
  return { name: user, hostname: hostname ?? proposeHostName(user) };
}

/** The keys that were typed, one a line. */
export function chosenKeys({ sshKeys }: UserFields): string[] {
  return sshKeys
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
