// SPDX-License-Identifier: Apache-2.0
import { watch } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { errorIssue } from '../../core/issues/issue.ts';
import type { Run } from '../../core/run/run.ts';
import { isRunLocked } from '../install/lock-run.ts';
import { RunStateFile } from '../install/run-state-file.ts';
import { lostRun } from './run-keeper.ts';
import type { Service } from './service.ts';

/** The snapshot on file; "running" without a living installer is a run that was lost. */
async function runOnFile(directory: string): Promise<Run> {
  const run = await new RunStateFile(directory).read();
  if (run.state !== 'running' || (await isRunLocked(directory))) return run;
  return lostRun([errorIssue('run-lost')]);
}

/**
 * Shows faces what other processes do: a run of the command line, or one that an earlier service began. Returns how to
 * stop. Runs of our own are published by their keeper.
 */
export async function followRuns({ options, feed, runs }: Service): Promise<() => void> {
  const { stateDirectory } = options;
  await mkdir(stateDirectory, { recursive: true, mode: 0o755 });
  const look = async (): Promise<void> => {
    if (runs.isActive) return;
    const known = feed.now;
    const run = await runOnFile(stateDirectory);
    // While it was read one of ours may have begun or ended, which its keeper told: this is older then.
    if (runs.isActive || feed.now !== known) return;
    if (JSON.stringify(run) !== JSON.stringify(known)) feed.publish(run);
  };
  await look();
  let looking = Promise.resolve();
  const watcher = watch(stateDirectory, { persistent: false }, (_event, file) => {
    // Snapshots are renamed into place; the lock goes after the last one.
    if (file?.startsWith('run.json') === true || file === 'apply.lock')
      looking = looking.then(look).catch(() => undefined);
  });
  watcher.on('error', () => undefined);
  return () => watcher.close();
}
