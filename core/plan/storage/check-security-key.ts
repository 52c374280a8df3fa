// SPDX-License-Identifier: Apache-2.0
import type { Facts } from '../../facts/facts.ts';
import { errorIssue, uncheckedIssue, type Issue } from '../../issues/issue.ts';

const at = ['encryption', 'fido2'];

/** Why no security key of this machine can be enrolled now; none: exactly one can. Pure. */
export function checkSecurityKey({ securityKeys }: Pick<Facts, 'securityKeys'>): Issue[] {
  if (securityKeys === undefined) return [uncheckedIssue('fido2-unchecked', at)];
  const [key, ...more] = securityKeys;
  if (key === undefined) return [errorIssue('fido2-absent', at)];
  if (more.length > 0) return [errorIssue('fido2-several', at, { count: securityKeys.length })];
  return key.asksPin ? [errorIssue('fido2-pin', at)] : [];
}
