// SPDX-License-Identifier: Apache-2.0
import { pinnedReference, splitReference } from '../../request/image-reference.ts';
import { linkStep, layoutPath, PINNED, proxyOf, scratchStep, unpackedBytes } from '../ostree/image-steps.ts';
import type { Step } from '../step.ts';
import { deadline } from '../target.ts';
import { literal } from '../template.ts';
import type { BootcInstall } from './bootc-install.ts';
import { CONTAINERS, hideScratch, LINKS, PULL_SCRATCH, scratchMount, temporarySteps } from './bootc-place.ts';

/** The name that a pulled image is given: bootc resolves names in podman's storage, no paths (facts.md, Way A). */
export const PULLED_NAME = 'localhost/particleos-install:pinned';

/**
 * Pulls the image into a podman storage on the target disk: the live system's memory holds no image. The storage is
 * gone at the end, whichever end it is.
 */
export function pullSteps(install: BootcInstall): Step[] {
  const { source, image, access } = install;
  const local = splitReference(source).transport === 'oci';
  const proxyEnv = proxyOf(access.proxy);
  const options = [
    ...(access.authFile === undefined ? [] : [`--authfile=${literal(access.authFile)}`]),
    ...(access.certDir === undefined ? [] : [`--cert-dir=${literal(access.certDir)}`]),
  ];
  return [
    ...(local
      ? [
          scratchStep(LINKS, { id: 'links', title: 'Look into the image' }),
          linkStep(layoutPath(source), image, { scratch: LINKS }),
        ]
      : []),
    scratchStep(PULL_SCRATCH),
    scratchMount('podman-storage', "Put podman's storage on the target disk", CONTAINERS),
    ...temporarySteps(),
    hideScratch(),
    {
      kind: 'command',
      id: 'pull',
      phase: 'fetch',
      title: `Fetch ${source}`,
      argv: [
        'podman',
        'pull',
        '--quiet',
        ...options,
        local ? `oci:${LINKS}/oci:${PINNED}` : literal(pinnedReference(source, image.digest)),
      ],
      ...proxyEnv,
      // Layers are written to TMPDIR first, which is memory on a live system (containers/storage#1033).
      env: { TMPDIR: CONTAINERS, ...proxyEnv.env },
      timeoutMs: deadline.long,
      capture: 'pulledImage',
      progress: { by: 'bytes-written', totalBytes: image.compressedBytes + unpackedBytes(image) },
    },
    {
      kind: 'command',
      id: 'name-image',
      phase: 'fetch',
      title: 'Give the image a name that bootc finds',
      argv: ['podman', 'tag', '{{pulledImage}}', PULLED_NAME],
      timeoutMs: deadline.short,
    },
  ];
}
