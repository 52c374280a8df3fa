// SPDX-License-Identifier: Apache-2.0
import { readFile, statfs } from 'node:fs/promises';
import { errorIssue } from '../../core/issues/issue.ts';
import { IssueError } from '../../core/issues/issue-error.ts';
import { PROXY_SECRET, unpackedBytes, updateSteps } from '../../core/plan/ostree/image-steps.ts';
import { placeOf } from '../../core/plan/target.ts';
import type { ImageReference } from '../../core/request/image-reference.ts';
import type { EndedRun, Run } from '../../core/run/run.ts';
import { actions } from '../engines/actions.ts';
import type { RunLog } from '../execute/context.ts';
import { executePlan } from '../execute/execute-plan.ts';
import { inspectImage } from '../probe/image.ts';
import type { Runner } from '../runner/command.ts';
import { encryptedRoot } from './encrypted-root.ts';
import { systemAuthFile } from './auth-file.ts';
import { readDeployments } from './deployments.ts';
import { holdToPolicy } from './hold-to-policy.ts';

const place = placeOf('/sysroot');

export interface UpdateOptions {
  readonly runner: Runner;
  readonly signal: AbortSignal;
  readonly log: RunLog;
  readonly onRun: (run: Run) => void;
  /** URL of the proxy; it may hold a password. */
  readonly proxy?: string | undefined;
}

/** What an update came to: nothing to do, or a run. */
export type UpdateResult = { readonly state: 'current'; readonly digest: string } | EndedRun;

/**
 * Stages the newest image of `reference`; the default deployment stays as it is until the next shutdown.
 * Needs a private mount namespace with /sysroot writable (system.ts makes it). Throws IssueError before any change.
 */
export async function stageUpdate(reference: ImageReference, options: UpdateOptions): Promise<UpdateResult> {
  const authFile = await systemAuthFile();
  const { proxy } = options;
  const access = {
    ...(authFile === undefined ? {} : { authFile }),
    ...(proxy === undefined ? {} : { proxy }),
  };
  const inspected = await inspectImage(options.runner, { ...access, source: reference }, options.signal);
  if (!inspected.ok) throw new IssueError(inspected.issue);
  const { image } = inspected;
  if (!image.bootable) {
    throw new IssueError(
      errorIssue('image-not-bootable', [], { source: reference, reason: 'its labels do not say so' }),
    );
  }
  const [first] = await readDeployments(options.runner);
  if (first?.origin?.digest === image.digest && first.origin.image === reference) {
    return { state: 'current', digest: image.digest };
  }
  const signed = await holdToPolicy(options.runner, { source: reference, image, access }, options.signal);
  await checkSpace(unpackedBytes(image) + image.compressedBytes);
  const encrypted = encryptedRoot(await readFile('/proc/cmdline', 'utf8'));
  const what = { source: reference, image, track: reference, access, signed };
  return executePlan(
    { steps: updateSteps(what, place, encrypted) },
    { ...options, actions, secret: (name) => (name === PROXY_SECRET ? proxy : undefined) },
  );
}

async function checkSpace(neededBytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(place.sysroot);
  if (bavail * bsize >= neededBytes) return;
  throw new IssueError(errorIssue('no-space', [], { where: 'the system disk' }));
}
