// SPDX-License-Identifier: Apache-2.0
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { factsSchema } from '../../core/facts/facts.ts';
import { makePlan } from '../../core/plan/make-plan.ts';
import { loadRequest } from '../../core/request/load.ts';
import type { EndedRun } from '../../core/run/run.ts';
import { RecordingRunner } from '../runner/recording-runner.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { applyCommand } from './apply-command.ts';
import { exitCode } from './exit-code.ts';

const world = vi.hoisted(() => ({
  prepared: {} as object,
  /** How the runs end, in order. */
  ends: [] as EndedRun[],
  /** The secret that each run was given. */
  given: [] as (string | undefined)[],
}));
vi.mock('./prepare.ts', () => ({ prepare: async () => world.prepared }));
vi.mock('./find-begun.ts', () => ({ findBegun: async () => world.prepared }));
vi.mock('../install/apply-plan.ts', () => ({
  missingTools: async () => [],
  preparePasswords: async () => undefined,
}));
vi.mock('./run-plan.ts', () => ({
  runPlan: async (
    _runner: unknown,
    _output: unknown,
    _plan: unknown,
    { secrets }: { secrets: SecretStore },
  ) => {
    // A run may wipe what it was given.
    world.given.push(secrets.take('ada'));
    return world.ends.shift();
  },
}));

const directory = mkdtempSync(join(tmpdir(), 'apply-'));
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(directory, { recursive: true });
});

const ended = { durationMs: 1, phases: [], leftovers: [] };

test('a secret from a descriptor is there again when an unattended install starts over', async () => {
  const plans = new URL('../../test/fixtures/plans/virtio-minimal/', import.meta.url);
  const facts = factsSchema.parse(JSON.parse(readFileSync(new URL('facts.json', plans), 'utf8')));
  const loaded = loadRequest(readFileSync(new URL('request.yaml', plans), 'utf8'));
  if (!loaded.ok) throw new Error('the request of the fixture is broken');
  const { request } = loaded;
  world.prepared = { request, facts, ...makePlan(facts, request) };
  world.ends = [
    { state: 'failed', stepId: 'fetch', disk: 'system-incomplete', issues: [], ...ended },
    { state: 'succeeded', disk: 'bootable', warnings: [], ...ended },
  ];
  const file = join(directory, 'secret');
  writeFileSync(file, 'blue horse\n');
  const descriptor = openSync(file, 'r');
  if (process.getuid !== undefined) vi.spyOn(process, 'getuid').mockReturnValue(0);
  const said: string[] = [];
  const output = { json: false, out: () => undefined, err: (text: string) => void said.push(text) };
  const ends = await applyCommand(new RecordingRunner(), output, 'answers.yaml', {
    unattended: true,
    yes: false,
    secrets: [`ada=fd:${descriptor}`],
    planHash: undefined,
    recoveryKey: undefined,
    events: false,
  });
  closeSync(descriptor);
  expect({ ends, given: world.given }).toEqual({ ends: exitCode.ok, given: ['blue horse', 'blue horse'] });
  expect(said.join('')).toContain('it could not go on: starting over');
});
