// SPDX-License-Identifier: Apache-2.0
import { errorIssue, type Issue } from '../issues/issue.ts';
import type { CalamaresStorage } from './calamares-storage.ts';

const unmapped = (what: string, file: string, path: Issue['path'] = []): Issue =>
  errorIssue('calamares-unmapped', path, { what, file });

/** What was chosen and no answer file can say. Nothing of it is dropped in silence. */
export function calamaresUnmapped(storage: CalamaresStorage): Issue[] {
  const issues: Issue[] = [];
  const { setRootPassword, partitionChoices, partitions } = storage;
  if (setRootPassword === true)
    issues.push(unmapped('a password of root', 'users.conf (setRootPassword)', ['users']));
  const swap = partitionChoices?.swap ?? 'none';
  const claimed = (partitions ?? []).some(({ fs, claimed: ours }) => fs === 'linuxswap' && ours === true);
  if (swap !== 'none' || claimed) issues.push(unmapped('swap', 'partition.conf (userSwapChoices)', ['disk']));
  const choice = partitionChoices?.install ?? 'erase';
  if (choice !== 'erase' && storage.particleos?.layout !== 'mounted')
    issues.push(unmapped(`the partition choice "${choice}"`, 'partition.conf', ['disk']));
  return issues;
}
