// SPDX-License-Identifier: Apache-2.0
import { mkdir, rm } from 'node:fs/promises';
import * as z from 'zod';
import type { Action } from '../../execute/context.ts';

const params = z.object({ path: z.string() });

/** A private directory on the disk of the sysroot; gone at the end, whichever end it is. */
export const scratchDirectory: Action = async (raw, { undo }) => {
  const { path } = params.parse(raw);
  await rm(path, { recursive: true, force: true }); // of a run that was cut off
  await mkdir(path, { mode: 0o700 });
  undo.push(`the scratch directory ${path} is still there`, () => rm(path, { recursive: true, force: true }));
  return path;
};
