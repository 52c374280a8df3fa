// SPDX-License-Identifier: Apache-2.0
import type { Facts } from '../facts/facts.ts';
import { errorIssue, warningIssue, type Issue } from '../issues/issue.ts';
import { repositoryOf } from '../request/repository-of.ts';
import type { Request } from '../request/request.ts';
import type { Settings } from './settings.ts';
import { checksUpdates, refusesUpdates } from './trust.ts';

/** Why the image may not be installed although, or with what doubts because, a key or a policy was named. */
export function checkTrust(
  facts: Facts,
  { image: asked }: Pick<Request, 'image'>,
  { source, track }: Settings,
): Issue[] {
  const { trust, image } = facts;
  // An image that could not be looked into has an issue of its own.
  if (asked?.signature === undefined || (trust === null && image === null)) return [];
  const path = ['image', 'signature'];
  if (trust === null) {
    const message = 'it was not looked at';
    return [errorIssue('signature-unchecked', path, { source: source ?? '', message })];
  }
  if (trust.refusal !== null) return [trust.refusal];
  if (trust.by !== 'policy') return [];
  const { file } = trust;
  const issues: Issue[] = [];
  if (image !== null && !trust.verified)
    issues.push(warningIssue('policy-accepts-anything', path, { file, image: source ?? '' }));
  if (track === null || repositoryOf(track) === null) return issues;
  if (refusesUpdates(facts, track))
    issues.push(warningIssue('policy-refuses-updates', path, { file, track }));
  // Said once when it is the same image.
  else if (!checksUpdates(facts, track) && (trust.verified || track !== source))
    issues.push(warningIssue('policy-accepts-anything', path, { file, image: track }));
  return issues;
}
