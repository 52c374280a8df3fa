// SPDX-License-Identifier: Apache-2.0
import type { Runner } from '../runner/command.ts';
import { readDeployments, type Deployment } from './deployments.ts';

const TIMEOUT_MS = 600_000;

/** The deployment to go back to: the newest one that is neither booted nor staged. Pure. */
export function rollbackTarget(deployments: readonly Deployment[]): Deployment | null {
  return deployments.find((candidate) => !candidate.booted && !candidate.staged) ?? null;
}

/** Makes the other deployment the default one; a staged update is dropped first. Returns what will start, or null. */
export async function rollback(runner: Runner): Promise<Deployment | null> {
  const staged = (await readDeployments(runner)).find((candidate) => candidate.staged);
  if (staged !== undefined) {
    await runner.run({ argv: ['ostree', 'admin', 'undeploy', String(staged.index)], timeoutMs: TIMEOUT_MS });
  }
  const target = rollbackTarget(await readDeployments(runner));
  if (target === null) return null;
  await runner.run({ argv: ['ostree', 'admin', 'set-default', String(target.index)], timeoutMs: TIMEOUT_MS });
  return target;
}
