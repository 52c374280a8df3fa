// SPDX-License-Identifier: Apache-2.0
import { errorIssue, type Issue } from '../issues/issue.ts';
import type { CalamaresStorage } from './calamares-storage.ts';

/** Something that was chosen and no answer file can say. file: where it can be switched off. */
export function unmapped(what: string, file = 'partition.conf', path: Issue['path'] = ['disk']): Issue {
  return errorIssue('calamares-unmapped', path, { what, file });
}

/** What cannot be said and is known before the partition page's jobs run. Nothing of it is dropped in silence. */
export function calamaresUnmapped(storage: CalamaresStorage): Issue[] {
  const { setRootPassword, partitionChoices, reuseHome, particleos } = storage;
  const issues: Issue[] = [];
  if (setRootPassword === true)
    issues.push(unmapped('a password of root', 'users.conf (setRootPassword)', ['users']));
  // Another password than the one that was typed would be set.
  if (particleos?.lostCharacters === true) issues.push(errorIssue('calamares-password-lost', ['users']));
  const swap = partitionChoices?.swap;
  if (swap === 'reuse') issues.push(unmapped('swap of another system', 'partition.conf (userSwapChoices)'));
  if (particleos?.layout === 'mounted') {
    if (swap === 'small' || swap === 'suspend')
      issues.push(unmapped('a swap partition', 'partition.conf (userSwapChoices)'));
    return issues;
  }
  if (partitionChoices?.install === 'replace' && reuseHome === true)
    issues.push(
      unmapped('the home of the system that is replaced', 'partition.conf; by hand it can be used'),
    );
  return issues;
}
