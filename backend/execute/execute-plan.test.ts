// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DiskState, Step } from '../../core/plan/step.ts';
import type { EndedRun, Run } from '../../core/run/run.ts';
import { CommandError, type CommandResult, type CommandSpec, type Runner } from '../runner/command.ts';
import { RealRunner } from '../runner/real-runner.ts';
import { RecordingRunner } from '../runner/recording-runner.ts';
import type { Actions } from './context.ts';
import { executePlan, type ExecuteOptions } from './execute-plan.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'execute-'));
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(directory, { recursive: true });
});

const command = (id: string, argv: [string, ...string[]], extra: Partial<Step> = {}): Step =>
  ({ kind: 'command', id, phase: 'disk', title: id, argv, timeoutMs: 1000, ...extra }) as Step;
const mount = (target: string): Step => ({
  kind: 'mount',
  id: 'mount',
  phase: 'disk',
  title: 'mount',
  source: '/dev/nothing',
  target,
  type: 'ext4',
  options: ['ro'],
});

async function execute(
  runner: Runner,
  steps: Step[],
  actions: Actions = {},
  signal = new AbortController().signal,
  more: Partial<ExecuteOptions> = {},
): Promise<{ run: EndedRun; runs: Run[] }> {
  const runs: Run[] = [];
  const run = await executePlan(
    { steps },
    {
      runner,
      actions,
      secret: (name) => (name === 'known' ? 'value' : undefined),
      signal,
      log: () => undefined,
      onRun: (snapshot) => runs.push(snapshot),
      ...more,
    },
  );
  return { run, runs };
}

test('an install that goes on never says that the disk is better than it was left', async () => {
  const told: string[] = [];
  const journal = {
    step: async (id: string, disk: string) => void told.push(`${id} ${disk}`),
    done: async () => undefined,
  };
  const end = async (diskBefore: DiskState, ...steps: Step[]): Promise<string> =>
    (await execute(new RecordingRunner(), steps, {}, undefined, { diskBefore, journal })).run.disk;
  expect(await end('system-incomplete', command('look', ['true']))).toBe('system-incomplete');
  expect(await end('formatted', command('partition', ['true'], { leaves: 'table-replaced' }))).toBe(
    'formatted',
  );
  expect(await end('bootable', command('mkfs', ['true'], { leaves: 'formatted' }))).toBe('formatted');
  // Nothing is written to a disk before this run has looked at it.
  expect(told[0]).toBe('look untouched');
});

test('an empty plan succeeds', async () => {
  const { run } = await execute(new RecordingRunner(), []);
  expect(run).toMatchObject({ state: 'succeeded', disk: 'untouched', phases: [] });
});

test('a run that goes on says what the disk was like before, until it has written itself', async () => {
  const runs: Run[] = [];
  const noted: string[] = [];
  const run = await executePlan(
    {
      steps: [command('verify', ['a']), command('mkfs', ['b'], { leaves: 'formatted' }), command('c', ['c'])],
    },
    {
      runner: new RecordingRunner((line) => (line === 'c' ? { exitCode: 1 } : undefined)),
      actions: {},
      secret: () => undefined,
      signal: new AbortController().signal,
      log: () => undefined,
      onRun: (snapshot) => runs.push(snapshot),
      diskBefore: 'system-incomplete',
      // A journal is begun on a disk only when this run writes there.
      journal: { step: async (id, disk) => void noted.push(`${id} ${disk}`), done: async () => undefined },
    },
  );
  expect(run).toMatchObject({ state: 'failed', disk: 'formatted' });
  expect(runs[0]).toMatchObject({ state: 'running', disk: 'system-incomplete' });
  expect(noted).toEqual(['verify untouched', 'mkfs formatted', 'c formatted']);
});

test('what one step captures fills the next, once: braces in it are no holes', async () => {
  const runner = new RecordingRunner((line) => (line === 'a' ? { stdout: ' {{menu}}\n' } : undefined));
  await execute(runner, [command('a', ['a'], { capture: 'x' }), command('b', ['b', '<{{x}}>'])]);
  expect(runner.commands[1]?.argv).toEqual(['b', '<{{menu}}>']);
});

test('a hole nobody captured fails the step before its command runs', async () => {
  const runner = new RecordingRunner();
  const { run } = await execute(runner, [command('a', ['a', '{{x}}'])]);
  expect(run).toMatchObject({ state: 'failed', stepId: 'a', issues: [{ code: 'command-failed' }] });
  expect(runner.commands).toEqual([]);
});

test('accepted exit codes are accepted', async () => {
  const runner = new RecordingRunner(() => ({ exitCode: 1 }));
  const { run } = await execute(runner, [command('a', ['a'], { okExitCodes: [0, 1] })]);
  expect(run.state).toBe('succeeded');
});

test('secrets go into files by name; one that was not given ends the run before the file is there', async () => {
  const write = (name: string): Step => ({
    kind: 'write',
    id: 'write',
    phase: 'configure',
    title: 'write',
    path: join(directory, name),
    content: 'psk={{hole}}\n',
    secrets: { hole: name },
    mode: 0o600,
    within: directory,
  });
  expect((await execute(new RecordingRunner(), [write('known')])).run.state).toBe('succeeded');
  expect(await readFile(join(directory, 'known'), 'utf8')).toBe('psk=value\n');
  expect((await stat(join(directory, 'known'))).mode & 0o777).toBe(0o600);
  const { run } = await execute(new RecordingRunner(), [write('unknown')]);
  expect(run).toMatchObject({ state: 'failed', issues: [{ code: 'secret-missing' }] });
  expect(await readdir(directory)).toEqual(['known']);
});

test('secrets go into the environment by name', async () => {
  const runner = new RecordingRunner();
  const step = command('a', ['a'], { env: { PLAIN: '1' }, secretEnv: { PROXY: 'known' } });
  await execute(runner, [step]);
  expect(runner.commands[0]?.env).toEqual({ PLAIN: '1', PROXY: 'value' });
  const { run } = await execute(runner, [command('b', ['b'], { secretEnv: { PROXY: 'unknown' } })]);
  expect(run).toMatchObject({ state: 'failed', issues: [{ code: 'secret-missing' }] });
});

test('bytes and seconds are added up by phase', async () => {
  const progress = { by: 'bytes-read' as const, totalBytes: 10 };
  const { run, runs } = await execute(new RecordingRunner(), [
    command('a', ['a'], { progress }),
    command('b', ['b'], { progress }),
    command('c', ['c'], { phase: 'boot' }),
  ]);
  expect(run.phases.map(({ phase, bytes }) => [phase, bytes])).toEqual([
    ['disk', 20],
    ['boot', null],
  ]);
  expect(runs).toContainEqual(
    expect.objectContaining({ progress: expect.objectContaining({ stepId: 'a', doneBytes: 10 }) as object }),
  );
});

/** Fails a mount as a killed mount(8) does; the target is a mount already. */
class Killed implements Runner {
  readonly lines: string[] = [];
  run(spec: CommandSpec): Promise<CommandResult> {
    this.lines.push(spec.argv.join(' '));
    const result = { argv: spec.argv, exitCode: 143, stdout: '', stderr: '', durationMs: 0 };
    return spec.argv[0] === 'umount'
      ? Promise.resolve(result)
      : Promise.reject(new CommandError('timeout', result));
  }
}

describe('a mount that was killed', () => {
  test('after it took effect is undone', async () => {
    const runner = new Killed();
    const { run } = await execute(runner, [mount('/proc')]);
    expect(run).toMatchObject({ state: 'failed', leftovers: [] });
    expect(runner.lines).toEqual(['mount --types ext4 --options ro /dev/nothing /proc', 'umount /proc']);
  });

  test('before it took effect is not', async () => {
    const runner = new Killed();
    await execute(runner, [mount(join(directory, 'target'))]);
    expect(runner.lines).toHaveLength(1);
  });
});

/** Ends while a reading of its bytes is under way. */
const slowlyRead: Runner = {
  run: (spec) => {
    spec.onStart?.(process.pid);
    vi.advanceTimersByTime(500);
    return Promise.resolve({ argv: spec.argv, exitCode: 0, stdout: '', stderr: '', durationMs: 0 });
  },
};

test('a reading of bytes that comes late does not follow the end', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const progress = { by: 'bytes-read' as const, totalBytes: 1e15 };
  const { run, runs } = await execute(slowlyRead, [command('a', ['a'], { progress })]);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(runs.at(-1)).toBe(run);
});

describe('undo', () => {
  const push =
    (name: string, done: string[], fails = false): Actions[string] =>
    (_params, { undo }) => {
      undo.push(`${name} is left`, () => {
        done.push(name);
        return fails ? Promise.reject(new Error('no')) : Promise.resolve();
      });
      return Promise.resolve('');
    };
  const action = (name: string): Step => ({
    kind: 'action',
    id: name,
    phase: 'disk',
    title: name,
    action: name,
    params: {},
  });

  test('runs in reverse, goes on past one that fails, and names it', async () => {
    const done: string[] = [];
    const { run } = await execute(new RecordingRunner(), [action('a'), action('b'), action('c')], {
      a: push('a', done),
      b: push('b', done, true),
      c: push('c', done),
    });
    expect(done).toEqual(['c', 'b', 'a']);
    expect(run).toMatchObject({
      state: 'failed',
      stepId: 'c',
      leftovers: ['b is left'],
      issues: [{ code: 'leftovers' }],
    });
  });

  test('of a cancelled run, too', async () => {
    const done: string[] = [];
    const controller = new AbortController();
    const { run } = await execute(
      new RecordingRunner(),
      [action('a'), action('b'), action('c')],
      {
        a: push('a', done),
        b: () => {
          controller.abort();
          return Promise.resolve('');
        },
        c: push('c', done),
      },
      controller.signal,
    );
    expect(run).toMatchObject({ state: 'cancelled', stepId: 'b', leftovers: [] });
    expect(done).toEqual(['a']);
  });
});

test('a cancel waits for a command that must not be cut, and for no other', async () => {
  const cancelAt = async (extra: Partial<Step>): Promise<EndedRun> => {
    const controller = new AbortController();
    const done = join(directory, 'done');
    const steps = [
      command('resize', ['sh', '-c', 'sleep 0.5; echo x >> "$1"', 'sh', done], {
        timeoutMs: 60_000,
        ...extra,
      }),
      command('next', ['sh', '-c', 'echo y >> "$1"', 'sh', done], { timeoutMs: 60_000 }),
    ];
    setTimeout(() => controller.abort(), 200);
    return (await execute(new RealRunner(), steps, {}, controller.signal)).run;
  };
  expect(await cancelAt({})).toMatchObject({ state: 'cancelled', stepId: 'resize' });
  expect(await readdir(directory)).toEqual([]);
  expect(await cancelAt({ uncut: true })).toMatchObject({ state: 'cancelled', stepId: 'resize' });
  expect(await readFile(join(directory, 'done'), 'utf8')).toBe('x\n');
});
