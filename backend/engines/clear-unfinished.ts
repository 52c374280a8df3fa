// SPDX-License-Identifier: Apache-2.0
import { mkdir, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import * as z from 'zod';
import type { Action } from '../execute/context.ts';
import { emptyAllBut } from './remove-all-but.ts';

const params = z.object({ root: z.string(), keep: z.array(z.string()) });
const TIMEOUT_MS = 60_000;

async function below(path: string): Promise<string[]> {
  return (await readdir(path).catch(() => [])).map((name) => join(path, name));
}

/** Directories of deployments: ostree makes them immutable, and root itself cannot remove them then. */
async function deployments(root: string): Promise<string[]> {
  const found: string[] = [];
  for (const stateroot of await below(join(root, 'ostree/deploy')))
    found.push(...(await below(join(stateroot, 'deploy'))));
  return [...found, ...(await below(join(root, 'state/deploy')))];
}

/**
 * Empties the root of an install that was cut off, but for what is kept: paths below the root, absolute. An import that
 * is kept gets an empty `ostree/deploy` beside it, where the stateroot is made again.
 */
export const clearUnfinished: Action = async (raw, { runner, signal, log }) => {
  const { root, keep } = params.parse(raw);
  const made = await deployments(root);
  if (made.length > 0) {
    const argv = ['chattr', '-f', '-i', '--', ...made] as const;
    log({ event: 'command', step: 'clear-unfinished', argv });
    // Files of the origin stand beside the deployments, and not every file system has such a flag.
    await runner.run({ argv, timeoutMs: TIMEOUT_MS, okExitCodes: [0, 1] }, signal);
  }
  await emptyAllBut(root, ['lost+found', ...keep.map((path) => relative(root, path))]);
  if (keep.some((path) => path.startsWith(join(root, 'ostree'))))
    await mkdir(join(root, 'ostree/deploy'), { recursive: true });
  return root;
};
