// SPDX-License-Identifier: Apache-2.0
import { mkdir, rm } from 'node:fs/promises';
import * as z from 'zod';
import type { Action } from '../../execute/context.ts';
import { isDiskFailure } from '../../execute/is-disk-failure.ts';
import { removeAllBut } from '../remove-all-but.ts';

const params = z.object({
  path: z.string(),
  /** Directories in it that outlive a failure, for the install that goes on. */
  keep: z.array(z.string()).default([]),
});

/** A private directory on the disk of the sysroot; gone at the end, but for what a failed install leaves on purpose. */
export const scratchDirectory: Action = async (raw, { undo }) => {
  const { path, keep } = params.parse(raw);
  await removeAllBut(path, keep); // of a run that was cut off
  await mkdir(path, { recursive: true, mode: 0o700 });
  undo.push(`the scratch directory ${path} is still there`, async (outcome) => {
    try {
      if (outcome === 'failed' && keep.length > 0) await removeAllBut(path, keep);
      else await rm(path, { recursive: true, force: true });
    } catch (error) {
      // On a disk that takes no more writes it stays, and what that disk holds is told as the state of the disk.
      if (!isDiskFailure(error)) throw error;
    }
  });
  return path;
};
