// SPDX-License-Identifier: Apache-2.0

/** One process to run: always an argv array, never a shell string. */
export interface CommandSpec {
  readonly argv: readonly [string, ...string[]];
  /** Written to the process's standard input; never logged. Without it stdin is /dev/null. */
  readonly stdin?: string | Uint8Array;
  /** Added to the scrubbed environment. Never put a secret here: /proc shows it. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Deadline in milliseconds; every command has one. */
  readonly timeoutMs: number;
  /** Exit codes that count as success; [0] when absent. */
  readonly okExitCodes?: readonly number[];
  /** Called with each whole line of stdout and stderr as it arrives. What it throws ends the process, and the run with it. */
  readonly onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
  /** Called once with the process id, for readers of /proc/PID (progress). */
  readonly onStart?: (pid: number) => void;
}

/** What a finished process left: the same shape for success and failure. */
export interface CommandResult {
  readonly argv: readonly string[];
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Wall time in milliseconds. */
  readonly durationMs: number;
}

/** The one door to processes: real, recording (tests) or printing (dry run). */
export interface Runner {
  /** Runs to the end; rejects with CommandError on a bad exit, a missing program, a timeout or a cancel, or with what onLine threw. */
  run(spec: CommandSpec, signal?: AbortSignal): Promise<CommandResult>;
}

/** argv as one line a person can paste into a POSIX shell. */
export function quoteArgv(argv: readonly string[]): string {
  return argv
    .map((arg) => (/^[\w@%+=:,./-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", `'\\''`)}'`))
    .join(' ');
}

export type CommandFailure = 'exit' | 'not-found' | 'timeout' | 'cancelled' | 'signal';

/** A command that did not succeed: carries why, the exact command and its last lines. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly reason: CommandFailure;
  readonly result: CommandResult;

  constructor(reason: CommandFailure, result: CommandResult, options?: ErrorOptions) {
    const tail = lastLines(result.stderr || result.stdout, 20);
    super(
      `${reason} (status ${result.exitCode}): ${quoteArgv(result.argv)}${tail ? `\n${tail}` : ''}`,
      options,
    );
    this.reason = reason;
    this.result = result;
  }
}

/** The last n non-empty lines of a text. */
export function lastLines(text: string, n: number): string {
  return text.trimEnd().split('\n').slice(-n).join('\n');
}
