// SPDX-License-Identifier: Apache-2.0
import { IssueError } from '../../../core/issues/issue-error.ts';
import { errorIssue, type Issue, type IssueCode } from '../../../core/issues/issue.ts';
import type { CommandError } from '../../runner/command.ts';
import { imageErrorOf, lastWords } from '../skopeo-errors.ts';
import { signatureTag } from './layout-signatures.ts';

/** containers/image says so before all its reasons for not accepting an image (copy/single.go). */
const REJECTED = 'Source image rejected: ';

/**
 * What each reason means (containers/image, signature/policy_eval*.go). Several signatures give several reasons in one
 * text; name and digest are compared only after the key fitted (sigstore.go), so those are looked for first.
 */
const meanings: readonly (readonly [RegExp, IssueCode])[] = [
  [/Signature for identity .* is not accepted/, 'signature-identity'],
  [/Signature for digest .* does not match/, 'signature-other-image'],
  [/cryptographic signature verification failed|invalid signature|No public keys? /i, 'signature-wrong-key'],
  [/no signature exists/, 'signature-missing'],
  [/is rejected by policy/, 'policy-rejects'],
  [/sigstore disabled/, 'signature-unchecked'],
];

/** The issue for a policy question that was not answered with yes. */
export function policyError(
  error: CommandError,
  {
    source,
    digest,
    path,
  }: { readonly source: string; readonly digest: string; readonly path: Issue['path'] },
): IssueError {
  const issue = (code: IssueCode, message: string): IssueError =>
    new IssueError(errorIssue(code, path, { source, message, digest, tag: signatureTag(digest) }), {
      cause: error,
    });
  if (error.reason === 'not-found')
    return issue('signature-unchecked', `there is no ${error.result.argv[0]}`);
  const words = lastWords(error.result.stderr);
  if (words.startsWith(REJECTED)) {
    const reason = words.slice(REJECTED.length);
    const code = meanings.find(([pattern]) => pattern.test(reason))?.[1] ?? 'policy-rejects';
    return issue(code, reason.replace(/\.$/, ''));
  }
  if (/trust policy/.test(words)) return issue('signature-unchecked', words);
  const other = imageErrorOf(error, source);
  // What is not about the registry is about this check: nothing but "accepted" may pass for that.
  return other.issue.code === 'image-not-found' ? issue('signature-unchecked', words) : other;
}
