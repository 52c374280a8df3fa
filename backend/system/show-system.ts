// SPDX-License-Identifier: Apache-2.0
import type { SystemDeployment, SystemStatus } from '../../core/run/system-status.ts';

function markOf({ booted, staged, next }: SystemDeployment): string {
  if (booted) return next ? 'running' : 'running, not started again by the next boot';
  if (staged) return next ? 'staged for the next start' : 'fetched, not to be started yet';
  return next ? 'started by the next boot' : 'kept for a rollback';
}

/** The deployments of a system for a person. */
export function systemText({ deployments, outdatedLoader }: SystemStatus): string {
  const lines = deployments.flatMap((deployment) => {
    const { booted, id, version, backend, origin } = deployment;
    return [
      `${booted ? '*' : ' '} ${id.slice(0, 12)}  ${markOf(deployment)}`,
      ...(origin === null
        ? []
        : [`    image    ${origin.image ?? origin.source}`, `    digest   ${origin.digest}`]),
      ...(version === null ? [] : [`    version  ${version}`]),
      `    backend  ${backend}`,
    ];
  });
  if (outdatedLoader !== null && outdatedLoader.length > 0)
    lines.push(
      'The loader on the EFI system partition is not that of the running system:',
      '`particleos-system renew-loader` copies it.',
    );
  return lines.map((line) => `${line}\n`).join('');
}
