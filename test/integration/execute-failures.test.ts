// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { executePlan } from '../../backend/execute/execute-plan.ts';
import type { Actions } from '../../backend/execute/context.ts';
import {
  CommandError,
  type CommandFailure,
  type CommandResult,
  type CommandSpec,
  type Runner,
} from '../../backend/runner/command.ts';
import { factsSchema } from '../../core/facts/facts.ts';
import { IssueError } from '../../core/issues/issue-error.ts';
import { errorIssue, type IssueCode } from '../../core/issues/issue.ts';
import { makePlan } from '../../core/plan/make-plan.ts';
import { stepSchema, type DiskState, type Step } from '../../core/plan/step.ts';
import { loadRequest } from '../../core/request/load.ts';
import type { EndedRun, Run } from '../../core/run/run.ts';

const SECRET = '$y$j9T$canary-salt$canary-hash-of-ada';

/** The plan of the NVMe scenario as text. */
function planText(): string {
  const folder = new URL('../fixtures/plans/nvme-full/', import.meta.url);
  const facts = factsSchema.parse(JSON.parse(readFileSync(new URL('facts.json', folder), 'utf8')));
  const loaded = loadRequest(readFileSync(new URL('request.yaml', folder), 'utf8'));
  const plan = loaded.ok ? makePlan(facts, loaded.request).plan : null;
  return JSON.stringify(stepSchema.array().parse(plan?.steps));
}
const text = planText();

/** Its steps; a directory of our own stands for the target. */
function stepsBelow(directory: string): Step[] {
  return JSON.parse(text.replaceAll('/run/particleos/target', directory)) as Step[];
}

/** Names only: the real paths are made anew for each test. */
const names = stepsBelow('/nowhere');

interface Fault {
  readonly stepId: string;
  /** Throws, or answers instead of the command. */
  readonly at: (spec: CommandSpec) => void;
}

/** Keeps account of what is mounted; runs nothing. */
class MountingRunner implements Runner {
  readonly lines: string[] = [];
  readonly specs: CommandSpec[] = [];
  readonly mounted: string[] = [];
  readonly unmounted: string[] = [];
  stepId = '';
  fault: Fault | undefined;
  stuck = '';

  run(spec: CommandSpec, signal?: AbortSignal): Promise<CommandResult> {
    this.specs.push(spec);
    const [program] = spec.argv;
    const target = spec.argv.at(-1) ?? '';
    try {
      if (program === 'umount') this.#unmount(target);
      else {
        if (this.fault?.stepId === this.stepId) this.fault.at(spec);
        if (signal?.aborted === true) throw failure('cancelled', spec);
        if (program === 'mount') this.mounted.push(target);
      }
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
    return Promise.resolve(resultOf(spec, 0, `out of ${this.stepId}`, ''));
  }

  #unmount(target: string): void {
    if (target === this.stuck)
      throw failure('exit', { argv: ['umount', target], timeoutMs: 1 }, 'target is busy');
    if (this.mounted.at(-1) !== target) throw new Error(`${target} is not the innermost mount`);
    this.mounted.pop();
    this.unmounted.push(target);
  }
}

function resultOf(spec: CommandSpec, exitCode: number, stdout: string, stderr: string): CommandResult {
  return { argv: spec.argv, exitCode, stdout, stderr, durationMs: 0 };
}

function failure(reason: CommandFailure, spec: CommandSpec, stderr = ''): CommandError {
  return new CommandError(reason, resultOf(spec, reason === 'exit' ? 1 : 128, '', stderr));
}

let parent: string;
let target: string;
let runner: MountingRunner;
let undone: string[];
beforeAll(async () => {
  // Thousands of files are synced: on a tmpfs that costs nothing.
  parent = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'execute-'));
});
afterAll(() => rm(parent, { recursive: true }));
let count = 0;
beforeEach(() => {
  count += 1;
  target = join(parent, String(count));
  runner = new MountingRunner();
  undone = [];
});
afterEach(() => vi.useRealTimers());

/** Every action does nothing but what its name promises to later steps. */
function harmless(fail: () => void): Actions {
  const done = (text: string) => (): Promise<string> => {
    fail();
    return Promise.resolve(text);
  };
  return {
    'backup-table': done(''),
    'disk-identity': done(''),
    'verify-image': done(''),
    'link-oci-layout': done(''),
    'normalise-rootfs': done(''),
    'find-deployment': done(join(target, 'deployment.0')),
    'boot-proof': done('passed'),
    'forget-boot-entries': done(''),
    'scratch-directory': (_params, { undo }) => {
      fail();
      undo.push('scratch', () => {
        undone.push('scratch');
        return Promise.resolve();
      });
      return Promise.resolve('');
    },
  };
}

interface Seen {
  readonly run: EndedRun;
  readonly runs: Run[];
  readonly events: string;
}

async function execute(
  options: {
    steps?: Step[];
    abortAt?: string;
    actionFault?: () => void;
    secret?: (name: string) => string | undefined;
  } = {},
): Promise<Seen> {
  const controller = new AbortController();
  const runs: Run[] = [];
  const events: string[] = [];
  const run = await executePlan(
    { steps: options.steps ?? stepsBelow(target) },
    {
      runner,
      actions: harmless(() => {
        if (runner.fault?.stepId === runner.stepId) options.actionFault?.();
      }),
      secret: options.secret ?? (() => SECRET),
      signal: controller.signal,
      log: (record) => events.push(JSON.stringify(record)),
      onRun: (snapshot) => {
        runs.push(snapshot);
        if (snapshot.state !== 'running') return;
        runner.stepId = snapshot.progress.stepId;
        if (options.abortAt === runner.stepId) controller.abort();
      },
    },
  );
  return { run, runs, events: events.join('\n') };
}

/** Where the disk stands when a step has begun, by hand: the order of an install. */
function diskAt(stepId: string): DiskState {
  const began = names.findIndex((step) => step.id === stepId);
  const from: readonly (readonly [string, DiskState])[] = [
    ['partition', 'table-replaced'],
    ['wipe-nvme0n1p1', 'formatted'],
    ['scratch', 'system-incomplete'],
    ['deploy', 'system-unbootable'],
    ['esp-dirs', 'bootable'],
  ];
  const passed = from.filter(([id]) => names.findIndex((step) => step.id === id) <= began);
  return passed.at(-1)?.[1] ?? 'untouched';
}

/** The mounts a run makes before (or in) a step, innermost first. */
function mountsBefore(stepId: string): string[] {
  const end = names.findIndex((step) => step.id === stepId);
  const made = ['mount-root', 'mount-boot', 'mount-esp'].filter(
    (id) => names.findIndex((step) => step.id === id) < end,
  );
  return made.map((_, index) => join(target, ['', 'boot', 'boot/efi'][index] ?? '')).toReversed();
}

function cleanedUp(seen: Seen, mounts: readonly string[], stepId: string): void {
  expect(runner.mounted).toEqual([]);
  expect(runner.unmounted).toEqual(mounts.map((path) => path.replace(/\/$/, '')));
  expect(undone).toEqual(
    names.findIndex((s) => s.id === stepId) > names.findIndex((s) => s.id === 'scratch') ? ['scratch'] : [],
  );
  expect(seen.run.leftovers).toEqual([]);
  expect(seen.runs.at(-1)).toEqual(seen.run);
  expect(seen.runs.slice(0, -1).every((run) => run.state === 'running')).toBe(true);
  const fractions = seen.runs.flatMap((run) => (run.state === 'running' ? [run.progress.fraction] : []));
  expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
  expect(seen.events).not.toContain('canary');
}

const commands = names.filter((step) => step.kind === 'command' || step.kind === 'mount');
const optional = (step: Step): boolean => step.kind === 'command' && step.optional === true;

const faults: readonly (readonly [string, IssueCode, (spec: CommandSpec) => void])[] = [
  [
    'exits with 1',
    'command-failed',
    (spec) => {
      throw failure('exit', spec, 'it does not work');
    },
  ],
  [
    'is not found',
    'tool-missing',
    (spec) => {
      throw failure('not-found', spec);
    },
  ],
  [
    'hangs',
    'command-failed',
    (spec) => {
      throw failure('timeout', spec);
    },
  ],
  [
    'fills the disk',
    'no-space',
    (spec) => {
      throw failure('exit', spec, 'tar: x: Cannot write: No space left on device\nsome\nmore');
    },
  ],
];

describe.each(faults)('a command that %s', (_what, code, at) => {
  test.each(commands.map((step) => step.id))('%s', async (stepId) => {
    runner.fault = { stepId, at };
    const seen = await execute();
    const isOptional = names.some((step) => step.id === stepId && optional(step));
    expect(seen.run).toMatchObject(
      isOptional
        ? { state: 'succeeded', warnings: [{ code, severity: 'warning' }] }
        : { state: 'failed', stepId, issues: [{ code, severity: 'error' }] },
    );
    expect(seen.run.disk).toBe(diskAt(stepId));
    cleanedUp(seen, mountsBefore(stepId), stepId);
  });
});

describe('cancelled', () => {
  test.each(names.map((step) => step.id))('during %s', async (stepId) => {
    const seen = await execute({ abortAt: stepId });
    expect(seen.run).toMatchObject({ state: 'cancelled', stepId, disk: diskAt(stepId) });
    const last = seen.runs.findLast((run) => run.state === 'running');
    expect(last).toMatchObject({ progress: { stepId } });
    // What does not ask for the signal is done to its end, and undone like the rest.
    const own = stepId === 'scratch' ? 'link-layout' : stepId;
    cleanedUp(seen, mountsBefore(stepId), own);
  });

  test('before it begins: nothing is done', async () => {
    const seen = await executePlan(
      { steps: stepsBelow(target) },
      {
        runner,
        actions: {},
        secret: () => undefined,
        signal: AbortSignal.abort(),
        log: () => undefined,
        onRun: () => undefined,
      },
    );
    expect(seen).toMatchObject({ state: 'cancelled', stepId: '', disk: 'untouched' });
    expect(runner.specs).toEqual([]);
  });
});

describe('an action', () => {
  const found = errorIssue('image-damaged', ['image'], { what: 'a bit' });
  test.each(names.filter((step) => step.kind === 'action').map((step) => step.id))(
    '%s with a finding, and with a full disk',
    async (stepId) => {
      runner.fault = { stepId, at: () => undefined };
      const seen = await execute({
        actionFault: () => {
          throw new IssueError(found);
        },
      });
      expect(seen.run).toMatchObject({
        state: 'failed',
        stepId,
        issues: [found],
        disk: diskAt(stepId),
      });
      cleanedUp(seen, mountsBefore(stepId), stepId);
      runner = new MountingRunner();
      runner.fault = { stepId, at: () => undefined };
      const full = await execute({
        actionFault: () => {
          throw Object.assign(new Error('ENOSPC: write'), { code: 'ENOSPC', path: '/x' });
        },
      });
      expect(full.run).toMatchObject({ state: 'failed', issues: [{ code: 'no-space' }] });
    },
  );

  test('of an unknown name fails before it does anything', async () => {
    const steps = stepsBelow(target);
    const seen = await execute({
      steps: [
        { kind: 'action', id: 'x', phase: 'disk', title: 'x', action: 'no-such', params: {} },
        ...steps,
      ],
    });
    expect(seen.run).toMatchObject({ state: 'failed', stepId: 'x', disk: 'untouched' });
    expect(runner.specs).toEqual([]);
  });
});

test.each(names.filter((step) => step.kind === 'write').map((step) => step.id))(
  'a file that cannot be written: %s',
  async (stepId) => {
    const step = stepsBelow(target).find((candidate) => candidate.id === stepId);
    const path = step?.kind === 'write' ? step.path : '';
    // A directory where the new inode would go.
    const deployment = join(target, 'deployment.0');
    await mkdir(`${path.replace('{{deployment}}', deployment)}.particleos-new`, { recursive: true });
    const seen = await execute();
    expect(seen.run).toMatchObject({
      state: 'failed',
      stepId,
      disk: diskAt(stepId),
      issues: [{ code: 'command-failed', params: { step: step?.title } }],
    });
    cleanedUp(seen, mountsBefore(stepId), stepId);
  },
);

test('a secret that was not given', async () => {
  const seen = await execute({ secret: (name) => (name === 'password-hash:ada' ? SECRET : undefined) });
  expect(seen.run).toMatchObject({
    state: 'failed',
    stepId: 'user-grace-password',
    issues: [{ code: 'secret-missing', params: { name: 'password-hash:grace' } }],
  });
});

test('all goes well: what a person wrote arrives literally, secrets by standard input only', async () => {
  const seen = await execute();
  expect(seen.run).toMatchObject({ state: 'succeeded', warnings: [], disk: 'bootable', leftovers: [] });
  cleanedUp(seen, [join(target, 'boot/efi'), join(target, 'boot'), target], 'nvram');
  const last = seen.runs.at(-2);
  expect(last?.state === 'running' && last.progress.fraction < 1).toBe(true);
  const argv = runner.specs.flatMap((spec) => spec.argv);
  expect(argv).toContain(`--comment=Ada {{deployment}} $(reboot) O'Neill; "quoted" \`id\``);
  expect(argv).toContain('--karg-append=custom={{deployment}};$(reboot)');
  expect(argv).toContain('--karg-append=root=UUID=out of uuid-root');
  expect(argv.join(' ')).not.toContain('canary');
  expect(JSON.stringify(runner.specs.map((spec) => spec.env))).not.toContain('canary');
  const stdin = runner.specs.filter((spec) => spec.argv[0] === 'chpasswd').map((spec) => spec.stdin);
  expect(stdin).toEqual([`ada:${SECRET}\n`, `grace:${SECRET}\n`]);
  const keys = join(target, 'ostree/deploy/particleos/var/home/ada/.ssh/authorized_keys');
  expect(readFileSync(keys, 'utf8')).toContain('ada@{{rootUuid}}\n');
  const fstab = readFileSync(join(target, 'deployment.0/etc/fstab'), 'utf8');
  expect(fstab).toContain('UUID=out of uuid-boot /boot ');
  expect(runner.specs.every((spec) => spec.timeoutMs > 0)).toBe(true);
});

test('a file system that cannot be unmounted is named, and no success', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] }).setTimerTickMode('nextTimerAsync');
  runner.stuck = join(target, 'boot/efi');
  // What lies below it stays mounted too; the account of this runner would object.
  const seen = await execute({
    steps: stepsBelow(target).filter((step) => step.kind !== 'mount' || step.id === 'mount-esp'),
  });
  expect(seen.run).toMatchObject({
    state: 'failed',
    disk: 'bootable',
    leftovers: [`/dev/nvme0n1p2 is still mounted at ${target}/boot/efi`],
    issues: [{ code: 'leftovers', severity: 'error' }],
  });
  expect(undone).toEqual(['scratch']);
  expect(runner.specs.filter((spec) => spec.argv[0] === 'umount')).toHaveLength(5);
});

test('a leftover is named beside the failure that came first', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] }).setTimerTickMode('nextTimerAsync');
  runner.stuck = join(target, 'boot/efi');
  runner.fault = {
    stepId: 'deploy',
    at: (spec) => {
      throw failure('exit', spec, 'no');
    },
  };
  const steps = stepsBelow(target).filter((step) => step.kind !== 'mount' || step.id === 'mount-esp');
  const { run } = await execute({ steps });
  expect(run).toMatchObject({ state: 'failed', stepId: 'deploy', issues: [{ code: 'command-failed' }] });
  expect(run.leftovers).toHaveLength(1);
});
