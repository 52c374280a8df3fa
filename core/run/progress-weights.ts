// SPDX-License-Identifier: Apache-2.0
import type { Phase } from '../plan/step.ts';

/**
 * Share of each phase in the time of an install, from a measured run (docs/decisions/0003):
 * a 700 MB image, oci: directory on a CD-ROM, virtio disk. They need no exactness, only the right order.
 */
export const phaseWeight: Readonly<Record<Phase, number>> = {
  verify: 7,
  disk: 4,
  fetch: 1,
  unpack: 54,
  import: 20,
  install: 75,
  deploy: 9,
  configure: 2,
  boot: 3,
  proof: 1,
  finish: 1,
};
