// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { describeDisk, diskIdentitySchema } from '../../core/facts/disk-identity.ts';
import { imageFactsSchema } from '../../core/facts/facts.ts';
import { kernelProblem } from '../../core/facts/kernel-problem.ts';
import { IssueError } from '../../core/issues/issue-error.ts';
import { errorIssue } from '../../core/issues/issue.ts';
import type { Action, Actions } from '../execute/context.ts';
import { compareIdentity } from '../probe/identity.ts';
import { probeFacts } from '../probe/probe-facts.ts';
import { verifyOciBlobs } from '../probe/verify-oci.ts';
import { bootcProof } from './bootc/bootc-proof.ts';
import { checkMounted } from './check-mounted.ts';
import { forgetBootEntries } from './forget-boot-entries.ts';
import { checkCopy } from './ostree/check-copy.ts';
import { findDeployment } from './ostree/find-deployment.ts';
import { checkAccess, keepAccess } from './ostree/keep-access.ts';
import { linkOciLayout } from './ostree/link-oci-layout.ts';
import { normaliseRootfs } from './ostree/normalise-rootfs.ts';
import { scratchDirectory } from './ostree/scratch-directory.ts';
import { bootProof } from './proof/boot-proof.ts';
import { verifySignature } from './verify-signature.ts';

const identityParams = z.object({ identity: diskIdentitySchema, mountedAt: z.string().optional() });

/** Right before the first write: the disk at the planned path is still the planned disk, and nobody uses it. */
const diskIdentity: Action = async (raw, { runner, signal }) => {
  const { identity, mountedAt } = identityParams.parse(raw);
  const facts = await probeFacts(runner, { wantContent: false }, signal);
  const disk = facts.disks.find((candidate) => candidate.path === identity.path);
  const name = describeDisk({ ...identity, bus: null });
  const what = disk === undefined ? 'it is gone' : compareIdentity(identity, disk);
  if (what !== null) throw new IssueError(errorIssue('disk-changed', ['disk'], { disk: name, what }));
  // What somebody else has mounted for us is in use, and must be; check-mounted has looked at it.
  const held =
    mountedAt === undefined
      ? (disk?.holders.map((holder) => `${holder.device}: ${holder.name}`).join('; ') ?? '')
      : '';
  if (held !== '') throw new IssueError(errorIssue('disk-busy', ['disk'], { disk: name, holders: held }));
  return identity.path;
};

const verifyParams = z.object({ path: z.string(), image: imageFactsSchema });

/**
 * Every blob has the checksum that its name promises, and an image that names no kernel has one all the same.
 * Gives the digest of the config.
 */
const verifyImage: Action = async (raw, { onBytes, signal, log }) => {
  const { path, image } = verifyParams.parse(raw);
  const wantKernels = image.kernel === null;
  const { configDigest, kernels } = await verifyOciBlobs(path, image, { onBytes, signal, wantKernels });
  if (kernels !== null) {
    const reason = kernelProblem(kernels);
    const { source } = image;
    if (reason !== null)
      throw new IssueError(errorIssue('image-not-bootable', ['image'], { source, reason }));
  } else if (wantKernels) log({ event: 'kernel-unknown', why: 'the names in a layer could not be read' });
  return configDigest;
};

/** Every action a plan may name. */
export const actions: Actions = {
  'disk-identity': diskIdentity,
  'check-mounted': checkMounted,
  'verify-image': verifyImage,
  'verify-signature': verifySignature,
  'check-access': checkAccess,
  'keep-access': keepAccess,
  'check-copy': checkCopy,
  'link-oci-layout': linkOciLayout,
  'normalise-rootfs': normaliseRootfs,
  'scratch-directory': scratchDirectory,
  'find-deployment': findDeployment,
  'boot-proof': bootProof,
  'bootc-proof': bootcProof,
  'forget-boot-entries': forgetBootEntries,
};
