// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { splitReference } from '../../request/image-reference.ts';
import type { Step } from '../step.ts';
import { systemProof, systemProofOf, type Proved } from '../system-proof.ts';
import { TARGET } from '../target.ts';
import { literal } from '../template.ts';
import type { BootcInstall } from './bootc-install.ts';
import { bootcPlace, ESP } from './bootc-place.ts';

export const bootcProofParams = systemProof.extend({
  target: z.string(),
  esp: z.string(),
  backend: z.enum(['composefs', 'ostree']),
  loader: z.enum(['systemd', 'grub']),
  secureBoot: z.boolean(),
  enforcePolicy: z.boolean(),
  /** The image came out of podman's storage, where its manifest has another digest. */
  storedDigest: z.boolean(),
  /** What `bootc status` must say that updates come from. */
  targetImage: z.object({ transport: z.string(), name: z.string() }),
});
/** What a target finished by bootc must show when it is read again. */
export type BootcProofParams = z.infer<typeof bootcProofParams>;

/** The boot proof of an install by bootc: table, loader, entries, configuration, and what it follows. */
export function bootcProofStep(proved: Proved, install: BootcInstall): Step {
  const { wanted } = install;
  const { transport, name } = splitReference(install.track ?? install.source);
  const toDisk = wanted.verb === 'to-disk';
  const shared = systemProofOf(proved, { ...bootcPlace(install), usr: null, foreignTable: toDisk });
  const params: BootcProofParams = {
    ...shared,
    // to-disk leaves root= to the image's install TOML; the root of to-filesystem is named by us.
    kernelArguments: [...(toDisk ? [] : ['root=UUID={{rootUuid}}']), ...shared.kernelArguments],
    target: TARGET,
    esp: ESP,
    backend: wanted.backend,
    loader: wanted.loader,
    secureBoot: install.secureBoot,
    enforcePolicy: install.enforcePolicy,
    storedDigest: wanted.carrier === 'image',
    targetImage: { transport, name: literal(name) },
  };
  return {
    kind: 'action',
    id: 'boot-proof',
    phase: 'proof',
    title: 'Read the finished system again',
    action: 'bootc-proof',
    params,
  };
}
