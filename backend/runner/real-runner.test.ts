// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CommandError, type CommandResult, type CommandSpec } from './command.ts';
import { RealRunner } from './real-runner.ts';

const runner = new RealRunner();
const sh = (script: string, extra: Partial<CommandSpec> = {}): CommandSpec => ({
  argv: ['sh', '-c', script],
  timeoutMs: 20_000,
  ...extra,
});

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'runner-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(directory, { recursive: true });
});

async function failureOf(running: Promise<CommandResult>): Promise<CommandError> {
  try {
    await running;
  } catch (error) {
    if (error instanceof CommandError) return error;
    throw error;
  }
  throw new Error('it succeeded');
}

describe('environment', () => {
  test('is scrubbed: nothing of ours leaks in, what is asked for is there', async () => {
    vi.stubEnv('PARTICLEOS_CANARY', 'secret');
    vi.stubEnv('LANG', 'de_DE.UTF-8');
    const { stdout } = await runner.run({ argv: ['env'], timeoutMs: 5000, env: { TMPDIR: '/x y' } });
    const names = stdout
      .trim()
      .split('\n')
      .map((line) => line.split('=', 1).join());
    expect(names.sort()).toEqual(['HOME', 'LC_ALL', 'PATH', 'TERM', 'TMPDIR']);
    expect(stdout).toContain('LC_ALL=C.UTF-8\n');
    expect(stdout).toContain('TMPDIR=/x y\n');
  });

  test('the working directory is the one asked for', async () => {
    const { stdout } = await runner.run({ argv: ['pwd', '-P'], timeoutMs: 5000, cwd: directory });
    expect(stdout).toBe(`${directory}\n`);
  });
});

describe('standard input', () => {
  test('is empty when nothing is given', async () => {
    expect((await runner.run({ argv: ['cat'], timeoutMs: 5000 })).stdout).toBe('');
  });

  test('carries a secret that stands in no argv and no environment', async () => {
    const script = "tr '\\0' ' ' < /proc/$$/cmdline; tr '\\0' ' ' < /proc/$$/environ; cat > in";
    const { stdout } = await runner.run(sh(script, { stdin: 'can$ary\n', cwd: directory }));
    expect(stdout).not.toContain('can$ary');
    expect(await readFile(join(directory, 'in'), 'utf8')).toBe('can$ary\n');
  });

  test('carries bytes as they are', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    await runner.run(sh('cat > in', { stdin: bytes, cwd: directory }));
    expect(Uint8Array.from(await readFile(join(directory, 'in')))).toEqual(bytes);
  });

  test('that nobody reads is no failure', async () => {
    const { exitCode } = await runner.run({ argv: ['true'], timeoutMs: 5000, stdin: 'x'.repeat(1_000_000) });
    expect(exitCode).toBe(0);
  });
});

describe('argv', () => {
  test('reaches the program word for word, no shell between', async () => {
    const words = ['$(id)', 'a b', '', "'", '"', '*', '\\', '; reboot', '\n', '{{x}}', '漢'];
    const { stdout, argv } = await runner.run({
      argv: ['printf', String.raw`%s\0`, ...words],
      timeoutMs: 5000,
    });
    expect(stdout.split('\0').slice(0, -1)).toEqual(words);
    expect(argv.slice(2)).toEqual(words);
  });
});

describe('exit', () => {
  test('other than 0 is a failure with command, status and words', async () => {
    const error = await failureOf(runner.run(sh('echo out; echo "bad luck" >&2; exit 7')));
    expect(error.reason).toBe('exit');
    expect(error.result).toMatchObject({ exitCode: 7, stdout: 'out\n', stderr: 'bad luck\n' });
    expect(error.message).toContain('exit (status 7): sh -c');
    expect(error.message).toContain('bad luck');
  });

  test('that was allowed is a success, 0 then only when it is named', async () => {
    expect((await runner.run(sh('exit 2', { okExitCodes: [0, 2] }))).exitCode).toBe(2);
    expect((await failureOf(runner.run(sh('exit 0', { okExitCodes: [2] })))).reason).toBe('exit');
  });

  test('by a signal from elsewhere', async () => {
    const error = await failureOf(runner.run(sh('kill -9 $$')));
    expect(error.reason).toBe('signal');
    expect(error.result.exitCode).toBe(128);
  });

  test('of a program that is not there, or may not be run', async () => {
    const absent = await failureOf(runner.run({ argv: ['no-such-program-here'], timeoutMs: 5000 }));
    expect(absent.reason).toBe('not-found');
    const denied = await failureOf(runner.run({ argv: ['/etc/passwd'], timeoutMs: 5000 }));
    expect(['signal', 'exit']).toContain(denied.reason);
  });
});

/** Two generations of descendants; each writes its pid first. */
const family = 'sh -c "echo \\$\\$ >> pids; sleep 61 & echo \\$! >> pids; wait" & echo $! >> pids; wait';

async function pids(): Promise<number[]> {
  const text = await readFile(join(directory, 'pids'), 'utf8').catch(() => '');
  return text.trim().split('\n').map(Number);
}

/** Whether a process lives; a zombie waiting for its parent does not. */
async function lives(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat !== '' && !/\) [ZX] /.test(stat);
}

describe('descendants', () => {
  test('are gone after a timeout', async () => {
    const error = await failureOf(runner.run(sh(family, { timeoutMs: 400, cwd: directory })));
    expect(error.reason).toBe('timeout');
    const all = await pids();
    expect(all.length).toBeGreaterThanOrEqual(2);
    await vi.waitFor(async () => {
      expect((await Promise.all(all.map(lives))).filter(Boolean)).toEqual([]);
    });
  });

  test('that have left the group and hold the output are not waited for after the deadline', async () => {
    const started = performance.now();
    const error = await failureOf(runner.run(sh('setsid sleep 20 & sleep 30', { timeoutMs: 400 })));
    expect(error.reason).toBe('timeout');
    expect(performance.now() - started).toBeLessThan(15_000);
  });

  test('are gone after a cancel', async () => {
    const controller = new AbortController();
    const running = failureOf(runner.run(sh(family, { cwd: directory }), controller.signal));
    await vi.waitFor(async () => {
      expect((await pids()).length).toBeGreaterThanOrEqual(3);
    });
    controller.abort();
    expect((await running).reason).toBe('cancelled');
    const all = await pids();
    await vi.waitFor(async () => {
      expect((await Promise.all(all.map(lives))).filter(Boolean)).toEqual([]);
    });
  });

  test('a cancel before the start starts nothing', async () => {
    const spec = sh('echo > started', { cwd: directory });
    const error = await failureOf(runner.run(spec, AbortSignal.abort()));
    expect(error.reason).toBe('cancelled');
    await expect(readFile(join(directory, 'started'))).rejects.toThrow('ENOENT');
  });

  test('onStart tells the process id', async () => {
    const onStart = vi.fn<(pid: number) => void>();
    const { stdout } = await runner.run(sh('echo $$', { onStart }));
    expect(onStart.mock.calls).toEqual([[Number(stdout)]]);
  });
});

describe('output', () => {
  test('comes line by line, in order, whole at the end', async () => {
    const lines: string[] = [];
    const onLine = (line: string, stream: string): void => void lines.push(`${stream}: ${line}`);
    const script =
      'echo a; sleep 0.1; printf "b1 "; sleep 0.1; echo b2; sleep 0.1; echo c >&2; sleep 0.1; printf last';
    const { stdout, stderr } = await runner.run(sh(script, { onLine }));
    expect(lines).toEqual(['stdout: a', 'stdout: b1 b2', 'stderr: c', 'stdout: last']);
    expect({ stdout, stderr }).toEqual({ stdout: 'a\nb1 b2\nlast', stderr: 'c\n' });
  });

  test('of many megabytes is kept', async () => {
    const count = 300_000;
    let seen = 0;
    const onLine = (): void => {
      seen += 1;
    };
    const { stdout } = await runner.run({ argv: ['seq', '1', String(count)], timeoutMs: 20_000, onLine });
    expect(seen).toBe(count);
    expect(stdout.length).toBe(1_988_895);
    expect(stdout.endsWith(`${count}\n`)).toBe(true);
  });

  test('without end fails instead of filling the memory', async () => {
    const error = await failureOf(runner.run({ argv: ['yes'], timeoutMs: 20_000 }));
    expect(error.result.stdout.length).toBeLessThanOrEqual(32 * 1024 * 1024);
  });

  test.each([
    ['a command that would go on', 'echo a; echo b >&2; exec sleep 60'],
    ['one that is over by itself', 'echo a; echo b'],
  ])('what onLine throws ends %s with that error', async (_name, script) => {
    const error = new Error('this line means nothing');
    const onLine = vi.fn<() => void>(() => {
      throw error;
    });
    let pid = 0;
    const onStart = (started: number): void => {
      pid = started;
    };
    await expect(runner.run(sh(script, { onLine, onStart }))).rejects.toBe(error);
    expect(onLine).toHaveBeenCalledOnce();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });
});
