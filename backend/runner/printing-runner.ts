// SPDX-License-Identifier: Apache-2.0
import { quoteArgv, type CommandResult, type CommandSpec, type Runner } from './command.ts';

/** Dry run: prints every command and succeeds without running it. */
export class PrintingRunner implements Runner {
  readonly #print: (line: string) => void;

  constructor(print: (line: string) => void) {
    this.#print = print;
  }

  run(spec: CommandSpec): Promise<CommandResult> {
    this.#print(quoteArgv(spec.argv));
    return Promise.resolve({ argv: spec.argv, exitCode: 0, stdout: '', stderr: '', durationMs: 0 });
  }
}
