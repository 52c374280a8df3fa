// SPDX-License-Identifier: Apache-2.0
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { Action } from '../../execute/context.ts';

const params = z.object({
  directory: z.string(),
  /** Others may stand beside it: the newest one of this commit is meant. */
  commit: z.string().optional(),
});

/** CHECKSUM.SERIAL of ostree, or the 512-bit id of a composefs deployment of bootc. */
const NAME = /^([0-9a-f]{64}\.\d+|[0-9a-f]{128})$/;

/** CHECKSUM.SERIAL: each deployment of a commit has the next serial (ostree-sysroot-deploy.c, _get_next_deployserial). */
function newestOf(names: readonly string[], commit: string): string {
  const serial = (name: string): number => Number(name.split('.')[1]);
  const [newest] = names
    .filter((name) => name.startsWith(`${commit}.`))
    .toSorted((a, b) => serial(b) - serial(a));
  if (newest === undefined) throw new Error(`no deployment of ${commit}`);
  return newest;
}

/**
 * The one deployment of a new system, found by looking: `ostree admin --print-current-dir` answers for the
 * booted system and fails on one that never was.
 */
export const findDeployment: Action = async (raw) => {
  const { directory, commit } = params.parse(raw);
  const entries = await readdir(directory, { withFileTypes: true });
  const deployments = entries.filter((entry) => entry.isDirectory() && NAME.test(entry.name));
  if (commit !== undefined)
    return join(
      directory,
      newestOf(
        deployments.map(({ name }) => name),
        commit,
      ),
    );
  const [deployment] = deployments;
  if (deployment === undefined || deployments.length !== 1) {
    throw new Error(`expected one deployment in ${directory}, found ${deployments.length}`);
  }
  return join(directory, deployment.name);
};
