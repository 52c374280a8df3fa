// SPDX-License-Identifier: Apache-2.0
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { Action } from '../../execute/context.ts';

const params = z.object({ directory: z.string() });

/**
 * The one deployment of a new stateroot, found by looking: `ostree admin --print-current-dir` answers for the
 * booted system and fails on one that never was.
 */
export const findDeployment: Action = async (raw) => {
  const { directory } = params.parse(raw);
  const entries = await readdir(directory, { withFileTypes: true });
  const deployments = entries.filter(
    (entry) => entry.isDirectory() && /^[0-9a-f]{64}\.\d+$/.test(entry.name),
  );
  const [deployment] = deployments;
  if (deployment === undefined || deployments.length !== 1) {
    throw new Error(`expected one deployment in ${directory}, found ${deployments.length}`);
  }
  return join(directory, deployment.name);
};
