// SPDX-License-Identifier: Apache-2.0
import { IssueError } from '../../core/issues/issue-error.ts';
import { checkSecurityKey } from '../../core/plan/storage/check-security-key.ts';
import type { Action } from '../execute/context.ts';
import { readSecurityKeys } from '../probe/security-keys.ts';

/** The one security key is plugged in and can be enrolled; gives its node. Nothing is asked of it that needs a touch. */
export const lookSecurityKey: Action = async (_params, { runner, signal }) => {
  const securityKeys = await readSecurityKeys(runner, '/', signal);
  const [issue] = checkSecurityKey({ securityKeys });
  if (issue !== undefined) throw new IssueError(issue);
  return securityKeys[0]?.path ?? '';
};
