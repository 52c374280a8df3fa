// SPDX-License-Identifier: Apache-2.0
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { Action } from '../../execute/context.ts';

const params = z.object({ directory: z.string() });

/** CHECKSUM.SERIAL of ostree, or the 512-bit id of a composefs deployment of bootc. */
const NAME = /^([0-9a-f]{64}\.\d+|[0-9a-f]{128})$/;

/**
 * The one deployment of a new system, found by looking: `ostree admin --print-current-dir` answers for the
 * booted system and fails on one that never was.
 */
export const findDeployment: Action = async (raw) => {
  const { directory } = params.parse(raw);
  const entries = await readdir(directory, { withFileTypes: true });
  const deployments = entries.filter((entry) => entry.isDirectory() && NAME.test(entry.name));
  const [deployment] = deployments;
  if (deployment === undefined || deployments.length !== 1) {
    throw new Error(`expected one deployment in ${directory}, found ${deployments.length}`);
  }
  return join(directory, deployment.name);
};
