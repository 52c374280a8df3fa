// SPDX-License-Identifier: Apache-2.0
import type { ChildProcess } from 'node:child_process';
import { execa, type Options } from 'execa';
import {
  CommandError,
  type CommandFailure,
  type CommandResult,
  type CommandSpec,
  type Runner,
} from './command.ts';

/** Environment of every child: nothing of ours leaks in, tools speak untranslated UTF-8. */
function scrubbedEnv(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    HOME: process.env['HOME'] ?? '/root',
    TERM: 'dumb',
    LC_ALL: 'C.UTF-8',
    ...extra,
  };
}

const MAX_BUFFER_CHARS = 32 * 1024 * 1024;
/** From the request to end until the kill, and from there until nobody waits for what is still said. */
const GRACE_MS = 5000;

/** Runs real processes. The only importer of execa in the project. */
export class RealRunner implements Runner {
  async run(spec: CommandSpec, signal?: AbortSignal): Promise<CommandResult> {
    // execa starts the process and kills it then, which may be too late.
    if (signal?.aborted === true) {
      const result = { argv: spec.argv, exitCode: 128, stdout: '', stderr: '', durationMs: 0 };
      throw new CommandError('cancelled', result, { cause: signal.reason });
    }
    const [file, ...args] = spec.argv;
    const fault = new AbortController();
    const options = {
      env: scrubbedEnv(spec.env),
      extendEnv: false,
      reject: false,
      timeout: spec.timeoutMs,
      forceKillAfterDelay: GRACE_MS,
      killDescendants: true,
      maxBuffer: MAX_BUFFER_CHARS,
      stripFinalNewline: false,
      ...(spec.cwd === undefined ? {} : { cwd: spec.cwd }),
      ...(spec.stdin === undefined ? { stdin: 'ignore' } : { input: spec.stdin }),
      cancelSignal: signal === undefined ? fault.signal : AbortSignal.any([signal, fault.signal]),
    } satisfies Options;
    const child = execa(file, args, options);
    const pid = child.nodeChildProcess.pid;
    if (pid !== undefined) spec.onStart?.(pid);
    const reading =
      spec.onLine === undefined
        ? []
        : [readLines(child, 'stdout', spec, fault), readLines(child, 'stderr', spec, fault)];
    const stopWaiting = letGo(child.nodeChildProcess, options);
    const done = await child.finally(stopWaiting);
    await Promise.allSettled(reading);
    fault.signal.throwIfAborted();
    const result: CommandResult = {
      argv: spec.argv,
      exitCode: done.exitCode ?? 128,
      stdout: done.stdout ?? '',
      stderr: done.stderr ?? '',
      durationMs: done.durationMs,
    };
    const failure = failureOf(done, spec);
    if (failure !== null) throw new CommandError(failure, result, { cause: done });
    return result;
  }
}

/**
 * What has left the process group outlives the signals, and execa waits for everyone who may still write: once the command
 * is gone and was to be, its pipes are closed. Returns the end of that.
 */
function letGo(
  child: ChildProcess,
  { timeout, cancelSignal }: { readonly timeout: number; readonly cancelSignal: AbortSignal },
): () => void {
  const started = performance.now();
  let timer: NodeJS.Timeout | undefined;
  child.once('exit', () => {
    timer = setInterval(() => {
      if (!cancelSignal.aborted && performance.now() - started < timeout) return;
      child.stdout?.destroy();
      child.stderr?.destroy();
    }, GRACE_MS);
    timer.unref();
  });
  return () => clearInterval(timer);
}

/** The one part of execa's promise that reading lines needs. */
interface LineSource {
  iterable(options: { from: 'stdout' | 'stderr' }): AsyncIterable<unknown>;
}

/** Hands lines on as they come. What onLine throws ends the command by the fault, and is told no more lines. */
async function readLines(
  child: LineSource,
  stream: 'stdout' | 'stderr',
  { onLine }: CommandSpec,
  fault: AbortController,
): Promise<void> {
  for await (const line of child.iterable({ from: stream })) {
    // To leave the loop closes the pipe: the command would end by SIGPIPE, before it is asked to.
    if (fault.signal.aborted) continue;
    try {
      onLine?.(String(line), stream);
    } catch (error) {
      fault.abort(error);
    }
  }
}

interface Ended {
  readonly isCanceled: boolean;
  readonly timedOut: boolean;
  readonly exitCode?: number | undefined;
  readonly code?: string | undefined;
}

function failureOf(done: Ended, spec: CommandSpec): CommandFailure | null {
  if (done.isCanceled) return 'cancelled';
  if (done.timedOut) return 'timeout';
  if (done.code === 'ENOENT') return 'not-found';
  if (done.exitCode === undefined) return 'signal';
  return (spec.okExitCodes ?? [0]).includes(done.exitCode) ? null : 'exit';
}
