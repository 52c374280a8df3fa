// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { imageFactsSchema } from '../../core/facts/facts.ts';
import { kernelProblem } from '../../core/facts/kernel-problem.ts';
import { IssueError } from '../../core/issues/issue-error.ts';
import { errorIssue } from '../../core/issues/issue.ts';
import type { Action, Actions } from '../execute/context.ts';
import { verifyOciBlobs } from '../probe/verify-oci.ts';
import { bootcProof } from './bootc/bootc-proof.ts';
import { backupTable } from '../table/backup-table.ts';
import { checkDiskIdentity } from './check-disk-identity.ts';
import { clearUnfinished } from './clear-unfinished.ts';
import { checkMounted } from './check-mounted.ts';
import { forgetBootEntries } from './forget-boot-entries.ts';
import { checkCopy } from './ostree/check-copy.ts';
import { checkPrompt } from './ostree/check-prompt.ts';
import { findDeployment } from './ostree/find-deployment.ts';
import { checkAccess, keepAccess } from './ostree/keep-access.ts';
import { linkOciLayout } from './ostree/link-oci-layout.ts';
import { normaliseRootfs } from './ostree/normalise-rootfs.ts';
import { scratchDirectory } from './ostree/scratch-directory.ts';
import { bootProof } from './proof/boot-proof.ts';
import { lookSecurityKey } from './look-security-key.ts';
import { makeKeyFile } from './make-key-file.ts';
import { checkRecoveryStick, keepRecoveryKey } from './recovery-stick.ts';
import { verifySignature } from './verify-signature.ts';

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
  'backup-table': backupTable,
  'disk-identity': checkDiskIdentity,
  'clear-unfinished': clearUnfinished,
  'check-mounted': checkMounted,
  'verify-image': verifyImage,
  'verify-signature': verifySignature,
  'check-recovery-stick': checkRecoveryStick,
  'keep-recovery-key': keepRecoveryKey,
  'look-security-key': lookSecurityKey,
  'make-key-file': makeKeyFile,
  'check-access': checkAccess,
  'keep-access': keepAccess,
  'check-copy': checkCopy,
  'check-prompt': checkPrompt,
  'link-oci-layout': linkOciLayout,
  'normalise-rootfs': normaliseRootfs,
  'scratch-directory': scratchDirectory,
  'find-deployment': findDeployment,
  'boot-proof': bootProof,
  'bootc-proof': bootcProof,
  'forget-boot-entries': forgetBootEntries,
};
