// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { EndedRun, Run } from '../../core/run/run.ts';
import { RunStateFile } from '../install/run-state-file.ts';
import { followRuns } from './follow-runs.ts';
import { RunFeed } from './run-feed.ts';
import type { Service } from './service.ts';

const done: EndedRun = {
  state: 'succeeded',
  warnings: [],
  disk: 'bootable',
  durationMs: 1,
  phases: [],
  leftovers: [],
};
const running: Run = {
  state: 'running',
  disk: 'untouched',
  progress: {
    phase: 'verify',
    stepId: 'one',
    title: 'One',
    fraction: 0,
    doneBytes: null,
    totalBytes: null,
    detail: null,
    remainingSeconds: null,
  },
};

async function emptyDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'follow-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  return directory;
}

test('the end of a run of ours is not followed by an older word of it from the file', async () => {
  const stateDirectory = await emptyDirectory();
  const feed = new RunFeed();
  const seen: string[] = [];
  feed.subscribe(({ state }) => seen.push(state));
  const runs = {
    // Its keeper tells the end while the file, where it still runs, is being read.
    get isActive() {
      queueMicrotask(() => feed.now === done || feed.publish(done));
      return false;
    },
  };
  const file = new RunStateFile(stateDirectory);
  file.write(running);
  await file.settled();
  const stop = await followRuns({ options: { stateDirectory }, feed, runs } as unknown as Service);
  stop();
  expect(seen).toEqual(['idle', 'succeeded']);
});

test('a run that another process began is told, and that it was lost', async () => {
  const stateDirectory = await emptyDirectory();
  const feed = new RunFeed();
  const file = new RunStateFile(stateDirectory);
  file.write(running);
  await file.settled();
  const service = { options: { stateDirectory }, feed, runs: { isActive: false } };
  const stop = await followRuns(service as unknown as Service);
  stop();
  expect(feed.now).toMatchObject({ state: 'failed', issues: [{ code: 'run-lost' }] });
});
