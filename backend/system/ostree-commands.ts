// SPDX-License-Identifier: Apache-2.0
import { errorIssue } from '../../core/issues/issue.ts';
import { IssueError } from '../../core/issues/issue-error.ts';
import { imageReference, type ImageReference } from '../../core/request/image-reference.ts';
import type { SystemStatus } from '../../core/run/system-status.ts';
import { exitCode, type ExitCode } from '../cli/exit-code.ts';
import { lockRun } from '../install/lock-run.ts';
import { printJson } from '../cli/output.ts';
import { ProgressLine } from '../cli/progress-line.ts';
import { STATE_DIRECTORY } from '../install/state-directory.ts';
import { LOG_DIRECTORY, openLog } from '../log/open-log.ts';
import type { Runner } from '../runner/command.ts';
import { readDeployments } from './deployments.ts';
import { outdatedLoader, renewLoader, runningSystem } from './renew-loader.ts';
import { rollback } from './rollback.ts';
import type { SystemCommands, SystemContext } from './system-commands.ts';
import { stageUpdate } from './update.ts';

const ONE_LOG_BYTES = 16 * 1024 * 1024;

async function status(runner: Runner): Promise<SystemStatus> {
  const deployments = await readDeployments(runner);
  return {
    updater: 'ostree',
    deployments: deployments.map(({ id, booted, staged, origin }, index) => ({
      id,
      backend: 'ostree',
      booted,
      staged,
      // ostree lists them in boot order.
      next: index === 0,
      version: null,
      origin,
    })),
    outdatedLoader: await outdatedLoader(runningSystem),
  };
}

/** What the running deployment follows; an image on a stick was followed by its reference, too. */
async function followed(runner: Runner): Promise<ImageReference> {
  const booted = (await readDeployments(runner)).find((deployment) => deployment.booted);
  const image = booted?.origin?.image ?? null;
  if (image === null) throw new IssueError(errorIssue('image-no-update-ref'));
  return imageReference.parse(image);
}

async function update(
  reference: ImageReference,
  { runner, output, signal, proxy }: SystemContext,
): Promise<ExitCode> {
  // A second one would remove the scratch directory of the first.
  const unlock = await lockRun(STATE_DIRECTORY);
  const log = await openLog({ directory: LOG_DIRECTORY, keepFiles: 10, maxBytes: ONE_LOG_BYTES });
  try {
    const line = new ProgressLine(output, process.stderr.isTTY);
    const result = await stageUpdate(reference, {
      runner,
      signal,
      log: log.write,
      onRun: (run) => line.show(run),
      proxy: proxy['HTTPS_PROXY'] ?? proxy['HTTP_PROXY'],
    });
    if (output.json) printJson(output, result);
    if (result.state === 'current') {
      output.err(`Up to date: ${reference} is ${result.digest}.\n`);
      return exitCode.ok;
    }
    line.end(result, log.file);
    if (result.state === 'succeeded') output.err('The new system is staged; it starts at the next boot.\n');
    return result.state === 'succeeded'
      ? exitCode.ok
      : result.state === 'cancelled'
        ? exitCode.cancelled
        : exitCode.failed;
  } finally {
    await log.close();
    await unlock();
  }
}

async function goBack({ runner, output }: SystemContext): Promise<ExitCode> {
  const target = await rollback(runner);
  if (target === null) {
    output.err('There is no other deployment to go back to.\n');
    return exitCode.refused;
  }
  output.err(`The next boot starts ${target.id.slice(0, 12)}.\n`);
  return exitCode.ok;
}

async function copyLoader({ output }: SystemContext): Promise<ExitCode> {
  const renewed = await renewLoader(runningSystem);
  if (renewed === null) {
    output.err(
      'There is no loader of ours to renew: no EFI system partition of this installer, or none in the image.\n',
    );
    return exitCode.refused;
  }
  output.err(renewed.length === 0 ? 'The loader is up to date.\n' : `Renewed: ${renewed.join(', ')}\n`);
  return exitCode.ok;
}

/** The commands of a system that our own code updates by Debian's ostree. */
export function ostreeCommands(context: SystemContext): SystemCommands {
  return {
    status: () => status(context.runner),
    update: async (reference) => update(reference ?? (await followed(context.runner)), context),
    rollback: () => goBack(context),
    renewLoader: () => copyLoader(context),
  };
}
