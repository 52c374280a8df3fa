#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
import { Command, CommanderError } from 'commander';
import { errorIssue } from '../../core/issues/issue.ts';
import { IssueError } from '../../core/issues/issue-error.ts';
import { imageReference } from '../../core/request/image-reference.ts';
import { exitCode, type ExitCode } from '../cli/exit-code.ts';
import { printIssues, printJson, processOutput, type Output } from '../cli/output.ts';
import { ProgressLine } from '../cli/progress-line.ts';
import { lockRun } from '../cli/lock-run.ts';
import { STATE_DIRECTORY } from '../cli/run-state.ts';
import { LOG_DIRECTORY, openLog } from '../log/open-log.ts';
import type { Runner } from '../runner/command.ts';
import { RealRunner } from '../runner/real-runner.ts';
import { callBootc, isBootcHost } from './bootc.ts';
import { readDeployments } from './deployments.ts';
import { inWritableSysroot } from './mount-namespace.ts';
import { outdatedLoader, renewLoader, runningSystem } from './renew-loader.ts';
import { rollback } from './rollback.ts';
import { stageUpdate } from './update.ts';

const ONE_LOG_BYTES = 16 * 1024 * 1024;

async function status(runner: Runner, output: Output): Promise<ExitCode> {
  const deployments = await readDeployments(runner);
  const outdated = await outdatedLoader(runningSystem);
  if (output.json) printJson(output, { deployments, outdatedLoader: outdated });
  for (const { booted, staged, id, origin } of output.json ? [] : deployments) {
    const mark = booted ? 'running' : staged ? 'staged for the next start' : 'kept for a rollback';
    output.out(`${booted ? '*' : ' '} ${id.slice(0, 12)}  ${mark}\n`);
    if (origin !== null)
      output.out(`    image   ${origin.image ?? origin.source}\n    digest  ${origin.digest}\n`);
  }
  if (!output.json && outdated !== null && outdated.length > 0)
    output.out(
      'The loader on the EFI system partition is not that of the running system:\n' +
        '`particleos-system renew-loader` copies it.\n',
    );
  return exitCode.ok;
}

async function update(runner: Runner, output: Output, wanted: string | undefined): Promise<ExitCode> {
  const booted = (await readDeployments(runner)).find((deployment) => deployment.booted);
  const text = wanted ?? booted?.origin?.image ?? null;
  if (text === null) throw new IssueError(errorIssue('image-no-update-ref'));
  const parsed = imageReference.safeParse(text);
  if (!parsed.success) {
    output.err(`${text}: ${parsed.error.issues[0]?.message ?? 'not an image reference'}\n`);
    return exitCode.usage;
  }
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort()).once('SIGTERM', () => controller.abort());
  // A second one would remove the scratch directory of the first.
  const unlock = await lockRun(STATE_DIRECTORY);
  const log = await openLog({ directory: LOG_DIRECTORY, keepFiles: 10, maxBytes: ONE_LOG_BYTES });
  try {
    const line = new ProgressLine(output, process.stderr.isTTY);
    const result = await stageUpdate(parsed.data, {
      runner,
      signal: controller.signal,
      log: log.write,
      onRun: (run) => line.show(run),
    });
    if (output.json) printJson(output, result);
    if (result.state === 'current') {
      output.err(`Up to date: ${parsed.data} is ${result.digest}.\n`);
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

async function goBack(runner: Runner, output: Output): Promise<ExitCode> {
  const target = await rollback(runner);
  if (target === null) {
    output.err('There is no other deployment to go back to.\n');
    return exitCode.refused;
  }
  output.err(`The next boot starts ${target.id.slice(0, 12)}.\n`);
  return exitCode.ok;
}

async function copyLoader(_runner: Runner, output: Output): Promise<ExitCode> {
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

type Work = (runner: Runner, output: Output) => Promise<ExitCode>;

/** bootc does it where bootc installed; otherwise our own code, as root in its own mount namespace where it writes. */
async function run(
  json: boolean,
  bootcWords: readonly string[] | null,
  writes: boolean,
  work: Work,
): Promise<void> {
  const output = processOutput(json);
  const runner = new RealRunner();
  try {
    if (writes && process.getuid?.() !== 0) throw new IssueError(errorIssue('not-root'));
    if (await isBootcHost(runner)) {
      if (bootcWords === null) throw new IssueError(errorIssue('bootc-loader'));
      await callBootc(runner, bootcWords, (line) => output.out(`${line}\n`));
    } else if (writes && !(await inWritableSysroot())) process.exitCode = await reenter(runner, output);
    else process.exitCode = await work(runner, output);
  } catch (error) {
    if (error instanceof IssueError) {
      // There is no answer file here that a path could lead into.
      printIssues(output, [{ ...error.issue, path: [] }], undefined);
      process.exitCode = exitCode.refused;
      return;
    }
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
    output.err(`particleos-system: this did not work: ${words}\n`);
    process.exitCode = exitCode.internal;
  }
}

/** Runs this very command again with a private, writable view of /sysroot. */
async function reenter(runner: Runner, output: Output): Promise<ExitCode> {
  const inner = 'mount -o remount,rw /sysroot && mount -o remount,rw /boot && exec "$0" "$@"';
  const argv = [
    'unshare',
    '--mount',
    '--propagation=slave',
    '--',
    'sh',
    '-c',
    inner,
    process.execPath,
    ...process.argv.slice(1),
  ] as const;
  const ended = await runner.run({
    argv,
    timeoutMs: 12 * 3_600_000,
    okExitCodes: Object.values(exitCode),
    onLine: (line, stream) => (stream === 'stdout' ? output.out(`${line}\n`) : output.err(`${line}\n`)),
  });
  return ended.exitCode as ExitCode;
}

const program = new Command('particleos-system')
  .description('Updates a ParticleOS system whole, and goes back whole.')
  .exitOverride();
program
  .command('status')
  .description('show what runs, what is staged and what a rollback would start')
  .option('--json', 'print JSON', false)
  .action((o: { json: boolean }) => run(o.json, o.json ? ['status', '--json'] : ['status'], false, status));
program
  .command('upgrade')
  .description('stage the newest image of what this system follows')
  .option('--json', 'print JSON', false)
  .action((o: { json: boolean }) =>
    run(o.json, ['upgrade'], true, (runner, output) => update(runner, output, undefined)),
  );
program
  .command('switch')
  .description('follow another image and stage it')
  .argument('<reference>', 'such as registry:HOST/NAME:TAG or oci:/DIRECTORY')
  .option('--json', 'print JSON', false)
  .action((reference: string, o: { json: boolean }) =>
    run(o.json, ['switch', ...bootcSwitchWords(reference)], true, (runner, output) =>
      update(runner, output, reference),
    ),
  );
program
  .command('rollback')
  .description('start the other deployment at the next boot')
  .action(() => run(false, ['rollback'], true, goBack));

program
  .command('renew-loader')
  .description('copy shim and GRUB of the running system to the EFI system partition, where they differ')
  .action(() => run(false, null, true, copyLoader));

/** bootc takes the transport apart from the name (bootc-switch(8)). */
function bootcSwitchWords(reference: string): string[] {
  const at = reference.indexOf(':');
  return ['--transport', reference.slice(0, at), reference.slice(at + 1)];
}

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? exitCode.ok : exitCode.usage;
}
