// SPDX-License-Identifier: Apache-2.0

/** Run-time state; on a tmpfs, gone with the live system. */
export const STATE_DIRECTORY = '/run/particleos';
