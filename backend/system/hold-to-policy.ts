// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import type { ImageFacts } from '../../core/facts/facts.ts';
import { IssueError } from '../../core/issues/issue-error.ts';
import { errorIssue } from '../../core/issues/issue.ts';
import { policySchema } from '../../core/policy/policy.ts';
import { acceptsAnything } from '../../core/policy/requirements-for.ts';
import type { ImageReference } from '../../core/request/image-reference.ts';
import { repositoryOf } from '../../core/request/repository-of.ts';
import { readIfThere } from '../probe/read-if-there.ts';
import type { InspectOptions } from '../probe/image.ts';
import { judgeImage } from '../probe/trust/judge-image.ts';
import type { Runner } from '../runner/command.ts';

/** Where policy.json and registries.d are (containers-policy.json(5), containers-registries.d(5)). */
const SYSTEM = '/etc/containers';

/** An update, before anything of it is fetched. */
export interface Update {
  readonly source: ImageReference;
  readonly image: Pick<ImageFacts, 'digest' | 'layers'>;
  readonly access: Omit<InspectOptions, 'source'>;
}

/**
 * Holds an update to this system's policy: skopeo does so for a registry when it fetches, but an image in files is read
 * without it. True when updates from there must be signed. Throws IssueError when it is not accepted.
 */
export async function holdToPolicy(
  runner: Runner,
  update: Update,
  signal: AbortSignal,
  directory = SYSTEM,
): Promise<boolean> {
  const file = join(directory, 'policy.json');
  const text = await readIfThere(file);
  // Without one skopeo refuses to copy, and what is only linked was never held to any.
  if (text === null) return false;
  const malformed = (message: string): IssueError =>
    new IssueError(errorIssue('policy-malformed', [], { file, message }));
  let policy;
  try {
    policy = policySchema.parse(JSON.parse(text));
  } catch (error) {
    throw malformed(error instanceof SyntaxError ? error.message : 'it is no policy');
  }
  const question = {
    ...update,
    policy: text,
    registries: { directory: join(directory, 'registries.d') },
    path: [],
  };
  const { verified } = await judgeImage(runner, question, signal);
  return verified && repositoryOf(update.source) !== null && !acceptsAnything(policy.default);
}
