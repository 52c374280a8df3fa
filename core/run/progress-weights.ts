// SPDX-License-Identifier: Apache-2.0
import type { Phase } from '../plan/step.ts';

/**
 * Share of each phase in the time of an install, from a measured run (docs/decisions/0003):
 * a 700 MB image, oci: directory on a CD-ROM, virtio disk. They need no exactness, only the right order.
 */
export const phaseWeight: Readonly<Record<Phase, number>> = {
  verify: 8,
  disk: 8,
  fetch: 2,
  unpack: 40,
  import: 22,
  deploy: 8,
  configure: 4,
  boot: 6,
  proof: 1,
  finish: 1,
};
