// SPDX-License-Identifier: Apache-2.0
import { CommandError, quoteArgv, type CommandResult, type CommandSpec, type Runner } from './command.ts';

/** What a scripted command answers; absent fields are success without output. */
export interface Answer {
  readonly exitCode?: number;
  readonly stdout?: string;
  readonly stderr?: string;
}

/** Runs nothing: writes down what would be run and answers from a script. For tests and dry runs only. */
export class RecordingRunner implements Runner {
  readonly commands: CommandSpec[] = [];
  readonly #answer: (line: string, spec: CommandSpec) => Answer | undefined;

  constructor(answer: (line: string, spec: CommandSpec) => Answer | undefined = () => undefined) {
    this.#answer = answer;
  }

  run(spec: CommandSpec, signal?: AbortSignal): Promise<CommandResult> {
    this.commands.push(spec);
    const answer = this.#answer(quoteArgv(spec.argv), spec) ?? {};
    const result = {
      argv: spec.argv,
      exitCode: answer.exitCode ?? 0,
      stdout: answer.stdout ?? '',
      stderr: answer.stderr ?? '',
      durationMs: 0,
    };
    if (signal?.aborted === true) return Promise.reject(new CommandError('cancelled', result));
    if ((spec.okExitCodes ?? [0]).includes(result.exitCode)) return Promise.resolve(result);
    return Promise.reject(new CommandError('exit', result));
  }

  /** The commands as shell lines, for assertions a person can read. */
  lines(): string[] {
    return this.commands.map((spec) => quoteArgv(spec.argv));
  }
}
